using System.ComponentModel;
using System.Diagnostics;

namespace Finntelligence.ModelOps.Dvc;

/// <summary>Whether git would take a file: a record in an ignored folder can be written, but nobody else would ever get it.</summary>
public static class GitIgnores
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>True where git says that it ignores the path; false where it does not, or there is no repository or no git to ask.</summary>
    public static bool Covers(string path)
    {
        var start = new ProcessStartInfo("git", ["check-ignore", "--quiet", "--", Path.GetFullPath(path)])
        {
            WorkingDirectory = Path.GetDirectoryName(Path.GetFullPath(path)),
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        try
        {
            using var git = Process.Start(start)!;
            if (git.WaitForExit(Patience))
                return git.ExitCode == 0;
            git.Kill(entireProcessTree: true);
            return false;
        }
        catch (Exception fault) when (fault is Win32Exception or InvalidOperationException or DirectoryNotFoundException)
        {
            return false;
        }
    }
}
