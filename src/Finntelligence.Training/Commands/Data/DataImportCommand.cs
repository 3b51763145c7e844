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
            Description = "The file as exported: CSV of any delimiter (.csv, .txt, .tsv), Stata (.dta), Excel (.xlsx, .xls) or Parquet; as it is, in .gz or in .zip.",
            Required = true,
        };
        var sheet = new Option<string?>("--sheet") { Description = "The sheet of an Excel file that has more than one." };
        var force = new Option<bool>("--force") { Description = "Import even if the file does not show the declared figures." };
        Option<string> product = ProductOption.Create();
        var command = new Command("import", "Read a lender's history, check it, and keep it as data/<product>/raw/history.csv.")
        {
            from, sheet, product, force,
        };
        command.Does(host, (parsed, reporter, cancellation) =>
        {
            Workspace workspace = host.Workspace();
            var import = ProductImport.Run(
                workspace, parsed.GetValue(product)!, parsed.GetValue(from)!, parsed.GetValue(sheet), parsed.GetValue(force), reporter, cancellation);
            Show(import.Summary, import.Source, import.Path, reporter);
            reporter.Document(new
            {
                path = import.Path,
                import.Summary.Rows,
                import.Summary.Columns,
                import.Summary.Labels,
                import.Summary.Checks,
                import.Summary.Notes,
                import.Summary.Changes,
                import.Summary.Spreads,
                import.Summary.Sha256,
            });
            new PipelineRecord(workspace, host.Time, reporter).Update("import", parsed.GetValue(product)!, reads: [], writes: [import.Path], cancellation);
        });
        return command;
    }

    private static void Show(ImportSummary summary, string source, string path, IReporter reporter)
    {
        foreach (string note in summary.Notes)
            reporter.Status(note);
        if (summary.Changes.Length > 0)
        {
            reporter.Table(new ReportTable(
                "What cells became",
                [new("column"), new("cells", Numeric: true), new("read as"), new("in the file"), new("in history.csv")],
                [.. summary.Changes.Select(c => new[] { c.Column, Figures.Count(c.Count), c.How, c.From, c.To.Length == 0 ? "(empty)" : c.To })]));
        }
        if (summary.Spreads.Length > 0)
        {
            reporter.Table(new ReportTable(
                "Spreads that models read as rates (percent a rate period)",
                [
                    new("column"), new("over"), new("rates", Numeric: true), new("in the file", Numeric: true), new("over", Numeric: true), new("is", Numeric: true),
                    new("least", Numeric: true), new("greatest", Numeric: true),
                ],
                [.. summary.Spreads.Select(s => new[]
                {
                    s.Column, s.Reference, Figures.Count(s.Count), s.Spread, s.Under, Figures.Number(s.Rate), Figures.Number(s.Least), Figures.Number(s.Greatest),
                })]));
        }

        string[] empty = [.. summary.Columns.Where(c => c.Missing == summary.Rows).Select(c => c.Name)];
        reporter.Table(new ReportTable(
            "Columns with missing values",
            [new("column"), new("missing", Numeric: true), new("share", Numeric: true)],
            [.. summary.Columns.Where(c => c.Missing > 0 && c.Missing < summary.Rows).Select(c =>
                new[] { c.Name, Figures.Count(c.Missing), Figures.Percent(c.ShareOf(summary.Rows)) })]));
        if (empty.Length > 0)
            reporter.Status($"Empty in every row: {string.Join(", ", empty)}.");
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
