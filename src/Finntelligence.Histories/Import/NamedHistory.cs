using Finntelligence.Foundation.Output;
using Finntelligence.Histories.Checks;
using Finntelligence.Histories.Files;
using Finntelligence.Histories.Sources;
using Finntelligence.Lending.Products;
using Finntelligence.ModelOps.Workspaces;

namespace Finntelligence.Histories.Import;

/// <summary>
/// The history to learn from. A file that somebody names is read as an import reads it; where that makes another file of it, this is a copy, which goes
/// when it is disposed of.
/// </summary>
public sealed class NamedHistory : IDisposable
{
    private readonly string? _folder;

    private NamedHistory(TrainingHistory history, string? folder) => (History, _folder) = (history, folder);

    /// <summary>In the form of history.csv.</summary>
    public TrainingHistory History { get; }

    /// <summary>The file asked for; else the product's own.</summary>
    /// <param name="workspace">Where things lie.</param>
    /// <param name="product">Says what its columns are.</param>
    /// <param name="asked">The file; null for the product's own.</param>
    /// <param name="reporter">Is told how far it is, and what cells became.</param>
    /// <param name="cancellation">Leaves nothing behind.</param>
    /// <exception cref="Foundation.Faults.RequestFaultException">There is none.</exception>
    /// <exception cref="FaultyCellsException">The file has rows or cells that cannot be used; all are named.</exception>
    public static NamedHistory Find(Workspace workspace, ProductDefinition product, string? asked, IReporter reporter, CancellationToken cancellation)
    {
        var (path, _) = TrainingHistory.Locate(workspace, product.Name, asked);
        if (asked is null || !SourceFile.IsTable(path))
            return new NamedHistory(TrainingHistory.Find(workspace, product.Name, asked), null);
        var folder = Directory.CreateTempSubdirectory("finntelligence-history-").FullName;
        try
        {
            // The name says whether it is simulated.
            var copy = Path.Combine(folder, Path.GetFileName(path).Split('.')[0] + ".csv");
            var source = new SourceFile(path, product.History);
            var summary = reporter.Track(
                $"Reading {Path.GetFileName(path)}",
                progress => new HistoryImport(ImportChecks.None, product).Run(source.Open, copy, force: false, progress, cancellation));
            if (summary.Changes.IsEmpty && source.IsPlainCsv())
            {
                Directory.Delete(folder, recursive: true);
                return new NamedHistory(TrainingHistory.Find(workspace, product.Name, asked), null);
            }

            foreach (var note in summary.Notes)
                reporter.Status(note);
            foreach (var change in summary.Changes)
                reporter.Status($"{change.Column}: {Figures.Count(change.Count)} cells read as {change.How}, such as \"{change.From}\" as \"{change.To}\".");
            reporter.Warning("To make the same models again from this file, `data import` it: they are known by what an import makes of it.");
            return new NamedHistory(TrainingHistory.Open(copy, "the file named by --data, as an import reads it"), folder);
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    public void Dispose()
    {
        if (_folder is not null)
            Directory.Delete(_folder, recursive: true);
    }
}
