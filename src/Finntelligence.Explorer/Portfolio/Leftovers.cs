namespace Finntelligence.Explorer.Portfolio;

/// <summary>The folder of the files that pages work with, and what a service that was killed has left there.</summary>
internal static class Leftovers
{
    private static readonly Lazy<bool> Swept = new(Sweep);

    /// <summary>Of all services of this user on this machine.</summary>
    public static string Folder { get; } = Path.Combine(Path.GetTempPath(), $"finntelligence-explorer-{Environment.UserName}");

    /// <summary>Makes the folder, and at the first time empties it of what nobody holds open.</summary>
    public static void Prepare()
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(Folder);
        else
            Directory.CreateDirectory(Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        _ = Swept.Value;
    }

    /// <summary>Deletes every file of the folder that no living process holds.</summary>
    internal static bool Sweep()
    {
        foreach (var path in Directory.EnumerateFiles(Folder))
        {
            try
            {
                // To open it for oneself alone fails while another has it open.
                using (new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None, bufferSize: 0))
                    File.Delete(path);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                // In use, or gone meanwhile.
            }
        }

        return true;
    }
}
