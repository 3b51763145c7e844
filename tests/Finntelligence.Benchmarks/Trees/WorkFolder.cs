namespace Finntelligence.Benchmarks.Trees;

/// <summary>A folder for what the two sides of a comparison share; gone at the end.</summary>
internal sealed class WorkFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("finntelligence-benchmark-");

    public string Path => _folder.FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => _folder.Delete(recursive: true);
}
