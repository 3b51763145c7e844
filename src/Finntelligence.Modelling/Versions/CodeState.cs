using System.ComponentModel;
using System.Diagnostics;

namespace Finntelligence.Modelling.Versions;

/// <summary>The state of the code that is running, as git has it.</summary>
/// <param name="Commit">The commit that is checked out; null when it is not known.</param>
/// <param name="IsClean">Whether nothing was changed since; null when it is not known.</param>
public sealed record CodeState(string? Commit, bool? IsClean)
{
    // What a training writes is not what it is made of.
    private static readonly string[] Changes = ["status", "--porcelain", "--", ":/", ":(top,exclude)models", ":(top,exclude)dvc.lock"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static CodeState Unknown { get; } = new(null, null);

    /// <summary>"clean", "changed" or "unknown".</summary>
    public string Tree => IsClean switch { true => "clean", false => "changed", null => "unknown" };

    /// <summary>Of the repository that the program was built in.</summary>
    public static CodeState OfProgram() => Of(AppContext.BaseDirectory);

    /// <summary>Of the repository around a folder; <see cref="Unknown"/> where there is none, or no git.</summary>
    public static CodeState Of(string folder) =>
        Git(folder, "rev-parse", "--verify", "HEAD")?.Trim() is { Length: > 0 } commit
            ? new CodeState(commit, Git(folder, Changes) is { } changes ? changes.Length == 0 : null)
            : Unknown;

    private static string? Git(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["GIT_OPTIONAL_LOCKS"] = "0" },
        };
        try
        {
            using var git = Process.Start(start)!;
            var output = git.StandardOutput.ReadToEndAsync();
            var faults = git.StandardError.ReadToEndAsync();
            if (git.WaitForExit(Patience) && Task.WaitAll([output, faults], Patience))
                return git.ExitCode == 0 ? output.Result : null;
            git.Kill(entireProcessTree: true);
            return null;
        }
        catch (Exception fault) when (fault is Win32Exception or InvalidOperationException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
