using Finntelligence.Foundation.Faults;
using Finntelligence.Histories.Files;
using Finntelligence.ModelOps.Dvc;
using Finntelligence.ModelOps.Registry;
using Finntelligence.ModelOps.Workspaces;

namespace Finntelligence.Modelling.Reproduction;

/// <summary>The data a model learned from, found by its hash: in the product's folder, or among the versions that DVC's cache keeps.</summary>
internal sealed class RecordedData : IDisposable
{
    private readonly string? _copy;

    private RecordedData(TrainingHistory history, string? copy)
    {
        History = history;
        _copy = copy;
    }

    public TrainingHistory History { get; }

    /// <exception cref="RequestFaultException">It is in neither place.</exception>
    public static RecordedData Find(
        Workspace workspace, string product, DataReference recorded, TimeProvider time, CancellationToken cancellation)
    {
        foreach (string path in Histories(workspace.DataFolder(product)))
        {
            cancellation.ThrowIfCancellationRequested();
            if (TrainingHistory.Open(path, "the recorded history") is var found && found.Sha256 == recorded.Sha256)
                return Path.GetFileName(path) == recorded.Name ? new RecordedData(found, copy: null) : Named(path, recorded);
        }
        if (Cached(workspace, recorded, time) is { } cached)
            return Named(cached, recorded);
        throw new RequestFaultException(
            $"The data it learned from, {recorded.Name} (sha256 {recorded.Sha256}, md5 {recorded.Md5}), is neither in {workspace.DataFolder(product)} "
            + "nor among the versions that `data pull` brings. Import it, or pull it from where it was made.");
    }

    public void Dispose()
    {
        if (_copy is not null)
            Directory.Delete(_copy, recursive: true);
    }

    private static IEnumerable<string> Histories(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(path => path.EndsWith(".csv", StringComparison.Ordinal) || path.EndsWith(".csv.gz", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    private static string? Cached(Workspace workspace, DataReference recorded, TimeProvider time) =>
        Directory.Exists(Path.Combine(workspace.Root, ".dvc")) ? DvcRepository.Open(workspace.Root, time).Cached(recorded.Md5) : null;

    // The file's name is part of a model's bytes, and says whether the file is compressed.
    private static RecordedData Named(string path, DataReference recorded)
    {
        string folder = Directory.CreateTempSubdirectory("finntelligence-data-").FullName;
        try
        {
            string copy = Path.Combine(folder, Path.GetFileName(recorded.Name));
            File.Copy(path, copy);
            var history = TrainingHistory.Open(copy, "the recorded history");
            return history.Sha256 == recorded.Sha256
                ? new RecordedData(history, folder)
                : throw new RequestFaultException($"{path} has the sha256 {history.Sha256}; {recorded.Sha256} was recorded.");
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }
}
