namespace Finntelligence.Trees.Tests.Storage;

/// <summary>A folder for scratch files; gone at the end.</summary>
internal sealed class ScratchFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("finntelligence-scratch-");

    public string Path => _folder.FullName;

    /// <summary>Names of files in it.</summary>
    public string[] Files => Directory.GetFileSystemEntries(Path);

    public void Dispose()
    {
        if (Directory.Exists(Path))
            _folder.Delete(recursive: true);
    }
}
