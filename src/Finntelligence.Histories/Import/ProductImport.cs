using Finntelligence.Foundation.Faults;
using Finntelligence.Foundation.Output;
using Finntelligence.Histories.Checks;
using Finntelligence.Histories.Files;
using Finntelligence.Histories.Sources;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Products;
using Finntelligence.ModelOps.Workspaces;

namespace Finntelligence.Histories.Import;

/// <summary>Brings a lender's file in as a product's history.</summary>
/// <param name="Path">What was written.</param>
/// <param name="Source">What the checked figures are of.</param>
/// <param name="Summary">What was found.</param>
public sealed record ProductImport(string Path, string Source, ImportSummary Summary)
{
    /// <summary>Reads the file, checks it by the product's import-checks.json, and writes data/&lt;product&gt;/raw/history.csv.</summary>
    /// <param name="workspace">Where things lie.</param>
    /// <param name="product">Which product.</param>
    /// <param name="from">The lender's file.</param>
    /// <param name="sheet">Which sheet of an Excel file; null for the one that the product names, or the only one.</param>
    /// <param name="force">Whether to write although a figure differs.</param>
    /// <param name="reporter">Is told how far it is, and what differs.</param>
    /// <param name="cancellation">Nothing is written then.</param>
    /// <exception cref="RequestFaultException">There is no such product.</exception>
    /// <exception cref="FaultyCellsException">The file has rows or cells that cannot be used; all are named.</exception>
    /// <exception cref="FailedChecksException">A figure differs, and force was not asked for.</exception>
    public static ProductImport Run(
        Workspace workspace, string product, string from, string? sheet, bool force, IReporter reporter, CancellationToken cancellation)
    {
        string folder = workspace.DataFolder(product);
        if (!Directory.Exists(folder))
            throw new RequestFaultException($"There is no product {product}: make the folder {folder} with its product.json first.");
        string path = TrainingHistory.ImportedPath(workspace, product);
        ImportChecks checks = ImportChecks.Load(System.IO.Path.Combine(folder, "import-checks.json"));
        ProductDefinition? definition = LoadProduct(workspace.ProductFile(product), reporter);
        HistoryFormat format = definition?.History ?? HistoryFormat.Found;
        var source = new SourceFile(from, sheet is null ? format : format with { Sheet = sheet });
        ImportSummary summary = reporter.Track(
            $"Importing {System.IO.Path.GetFileName(from)}",
            progress => new HistoryImport(checks, definition).Run(source.Open, path, force, progress, cancellation));
        foreach (CheckResult failed in summary.Checks.Where(c => !c.Passed))
            reporter.Warning($"{FailedChecksException.Describe(failed)}; imported all the same.");
        return new ProductImport(path, checks.Source, summary);
    }

    // A lender imports first and describes then; a definition with faults must not keep from that, but it is said in full.
    private static ProductDefinition? LoadProduct(string path, IReporter reporter)
    {
        if (!File.Exists(path))
            return null;
        try
        {
            return ProductLoader.Load(path);
        }
        catch (InvalidProductException e)
        {
            reporter.Warning($"{path} has faults, so cells are read by their looks only and no label is counted. {e.Message}");
            return null;
        }
    }
}
