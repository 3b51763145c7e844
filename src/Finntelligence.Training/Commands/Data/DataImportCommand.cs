using System.CommandLine;
using Finntelligence.Foundation.Output;
using Finntelligence.Histories.Import;
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
            var import = ProductImport.Run(
                workspace, parsed.GetValue(product)!, parsed.GetValue(from)!, parsed.GetValue(force), reporter, cancellation);
            Show(import.Summary, import.Source, import.Path, reporter);
            reporter.Document(new
            {
                path = import.Path,
                import.Summary.Rows,
                import.Summary.Columns,
                import.Summary.Labels,
                import.Summary.Checks,
                import.Summary.Sha256,
            });
            new PipelineRecord(workspace, host.Time, reporter).Update("import", reads: [], writes: [import.Path], cancellation);
        });
        return command;
    }

    private static void Show(ImportSummary summary, string source, string path, IReporter reporter)
    {
        reporter.Table(new ReportTable(
            "Columns with missing values",
            [new("column"), new("missing", Numeric: true), new("share", Numeric: true)],
            [.. summary.Columns.Where(c => c.Missing > 0).Select(c =>
                new[] { c.Name, Figures.Count(c.Missing), Figures.Percent(c.ShareOf(summary.Rows)) })]));
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
                $"Figures of {source}",
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
