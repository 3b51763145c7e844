namespace Finntelligence.ModelOps.Experiments;

/// <summary>Paths of artifacts: relative, with forward slashes, and leading nowhere but down.</summary>
internal static class ArtifactPath
{
    /// <exception cref="ArgumentException">The path is absolute, has empty parts or leads up.</exception>
    public static string Checked(string path)
    {
        var parts = path.Split('/');
        if (path.Contains('\\') || path.Contains(':') || path.Contains('\0') || parts.Any(part => part is "" or "." or ".."))
            throw new ArgumentException($"'{path}' is not an artifact's path: it must be relative, with '/' between its parts, and lead only down.");
        return path;
    }
}
