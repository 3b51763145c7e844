using System.Collections.Immutable;
using Finntelligence.Foundation.Faults;
using Finntelligence.Foundation.Output;
using Finntelligence.Histories.Checks;
using Finntelligence.Histories.Files;
using Finntelligence.Histories.Sources;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Products;
using Finntelligence.ModelOps.Workspaces;

namespace Finntelligence.Histories.Import;

/// <summary>A fault of a definition and the line where it stands, from 1; null for the whole file.</summary>
public sealed record PlacedFault(Fault Fault, int? Line);

/// <summary>What is to be said of a definition.</summary>
/// <param name="Path">The file.</param>
/// <param name="Faults">All of its faults.</param>
/// <param name="HasHistory">Whether a history has been imported, which the definition was held against.</param>
/// <param name="History">Where the imported history, or a file beside the definition, does not fit it, in sentences.</param>
/// <param name="Gaps">What its policy leaves open; only of a definition without faults.</param>
public sealed record ProductCheck(
    string Path, ImmutableArray<PlacedFault> Faults, bool HasHistory, ImmutableArray<string> History, ImmutableArray<Fault> Gaps)
{
    private const int RowsBetweenReports = 1000;

    /// <summary>Whether every command can use it.</summary>
    public bool IsValid => Faults.IsEmpty && History.IsEmpty;

    /// <summary>Checks data/&lt;product&gt;/product.json and what lies beside it.</summary>
    /// <exception cref="RequestFaultException">There is no such product.</exception>
    public static ProductCheck Run(Workspace workspace, string product, IReporter reporter, CancellationToken cancellation)
    {
        var path = workspace.ProductFile(product);
        if (!File.Exists(path))
            throw new RequestFaultException($"There is no {path}; 'product init --from <history>' proposes one.");
        try
        {
            var definition = ProductLoader.Load(path);
            var imported = TrainingHistory.ImportedPath(workspace, product);
            var hasHistory = File.Exists(imported);
            var faults = new List<string>(Beside(workspace.DataFolder(product)));
            if (definition.Name != product)
                faults.Add($"The product is named \"{definition.Name}\", but lies in the folder {product}.");
            if (hasHistory)
                faults.AddRange(reporter.Track("Reading the imported history", progress => Hold(definition, imported, progress, cancellation)));
            return new ProductCheck(path, [], hasHistory, [.. faults], ProductAdvice.Of(definition));
        }
        catch (InvalidProductException e)
        {
            return new ProductCheck(path, [.. e.Faults.Select(f => new PlacedFault(f, e.LineOf(f)))], false, [], []);
        }
    }

    private static IEnumerable<string> Beside(string folder)
    {
        try
        {
            ImportChecks.Load(System.IO.Path.Combine(folder, "import-checks.json"));
            return [];
        }
        catch (InvalidSourceException e)
        {
            return [e.Message];
        }
    }

    private static ImmutableArray<string> Hold(ProductDefinition product, string path, IProgress<double> progress, CancellationToken cancellation)
    {
        var faults = new CellFaults();
        using var source = SourceFile.Open(path);
        ModelRows.Require(product, source.Columns, faults);
        if (!faults.Any)
        {
            var cells = new string[source.Columns.Count];
            var row = new ImportedRow(source.Columns, cells, cells);
            ModelRows[] models = ModelRows.Of(product, row, faults);
            for (long i = 1; source.TryRead(cells); i++)
            {
                if (i % RowsBetweenReports == 0)
                {
                    cancellation.ThrowIfCancellationRequested();
                    progress.Report(source.Progress);
                }

                row.Place = source.Place;
                foreach (var model in models)
                    model.Add();
            }
        }

        return faults.Any ? faults.ToException().Sentences : [];
    }
}
