using System.CommandLine;
using Finntelligence.Foundation.Faults;
using Finntelligence.Foundation.Output;
using Finntelligence.Histories.Checks;
using Finntelligence.Histories.Import;
using Finntelligence.Histories.Sources;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Tracking;
using Finntelligence.ModelOps.Workspaces;
using Finntelligence.Training.Options;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Commands.Data;

/// <summary><c>data import</c>: a lender's file becomes data/&lt;product&gt;/raw/history.csv.</summary>
internal static class DataImportCommand
{
    public static Command Create(ConsoleHost host)
    {
        var from = new Option<string>("--from")
        {
            Description = "The file as downloaded: a .zip with one Stata or CSV file in it, a Stata file (.dta, release 113), or a .csv.",
            Required = true,
        };
        var force = new Option<bool>("--force") { Description = "Import even if the file does not show the declared figures." };
        Option<string> product = ProductOption.Create();
        var command = new Command("import", "Read a lender's history, check it, and keep it as data/<product>/raw/history.csv.")
        {
            from, product, force,
        };
        command.Does(host, (parsed, reporter, cancellation) =>
        {
            Workspace workspace = host.Workspace();
            string path = Import(workspace, parsed.GetValue(product)!, parsed.GetValue(from)!, parsed.GetValue(force), reporter, cancellation);
            new PipelineRecord(workspace, host.Time, reporter).Update("import", reads: [], writes: [path], cancellation);
        });
        return command;
    }

    private static string Import(
        Workspace workspace, string product, string from, bool force, IReporter reporter, CancellationToken cancellation)
    {
        string folder = workspace.DataFolder(product);
        if (!Directory.Exists(folder))
            throw new RequestFaultException($"There is no product {product}: make the folder {folder} with its product.json first.");
        string path = Path.Combine(folder, "raw", "history.csv");
        ImportChecks checks = ImportChecks.Load(Path.Combine(folder, "import-checks.json"));
        var import = new HistoryImport(checks, LoadProduct(workspace.ProductFile(product), reporter));
        using ITableSource source = SourceFile.Open(from);
        ImportSummary summary = reporter.Track(
            $"Importing {Path.GetFileName(from)}", progress => import.Run(source, path, force, progress, cancellation));

        foreach (CheckResult failed in summary.Checks.Where(c => !c.Passed))
            reporter.Warning($"{FailedChecksException.Describe(failed)}; imported all the same.");
        Show(summary, checks, path, reporter);
        reporter.Document(new { path, summary.Rows, summary.Columns, summary.Labels, summary.Checks, summary.Sha256 });
        return path;
    }

    // Label rates are a courtesy; a definition with faults must not keep a lender from importing.
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
            reporter.Warning($"{path} has {e.Faults.Length} faults; label rates are not counted.");
            return null;
        }
    }

    private static void Show(ImportSummary summary, ImportChecks checks, string path, IReporter reporter)
    {
        reporter.Table(new ReportTable(
            "Columns with missing values",
            [new("column"), new("missing", Numeric: true), new("share", Numeric: true)],
            [.. summary.Columns.Where(c => c.Missing > 0).Select(c =>
                new[] { c.Name, Figures.Count(c.Missing), Figures.Percent((double)c.Missing / summary.Rows) })]));
        if (summary.Labels.Length > 0)
        {
            reporter.Table(new ReportTable(
                "Labels",
                [new("label"), new("rows", Numeric: true), new("events", Numeric: true), new("rate", Numeric: true)],
                [.. summary.Labels.Select(l =>
                    new[] { l.Name, Figures.Count(l.Rows), Figures.Count(l.Events), Figures.Percent(l.Rate) })]));
        }
        if (summary.Checks.Length > 0)
        {
            reporter.Table(new ReportTable(
                $"Figures of {checks.Source}",
                [new("figure"), new("expected", Numeric: true), new("found", Numeric: true), new("")],
                [.. summary.Checks.Select(c =>
                    new[] { c.Figure, Figures.Number(c.Expected), Figures.Number(c.Found), c.Passed ? "ok" : "differs" })]));
        }
        reporter.Status("");
        reporter.Status($"{Figures.Count(summary.Rows)} rows, {summary.Columns.Length} columns.");
        reporter.Status($"Written: {path}");
        reporter.Status($"sha256: {summary.Sha256}");
    }
}
