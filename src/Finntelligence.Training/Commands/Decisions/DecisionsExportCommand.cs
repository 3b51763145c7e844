using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Finntelligence.Decisions.Exporting;
using Finntelligence.Decisions.Storage;
using Finntelligence.Foundation.Output;
using Finntelligence.ModelOps.Files;
using Finntelligence.Training.Options;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Commands.Decisions;

/// <summary><c>decisions export</c>: decisions with what became of them, for monitoring and analysis.</summary>
internal static class DecisionsExportCommand
{
    public static Command Create(ConsoleHost host)
    {
        var output = new Option<string>("--out") { Description = "The file; it appears when it is whole. '-' for standard output.", Required = true };
        var format = new Option<string?>("--format") { Description = "csv, ndjson or parquet. Without it: what the file's name ends in." };
        format.AcceptOnlyFromAmong("csv", "ndjson", "parquet");
        Option<DateTimeOffset?> from = TimeOption("--from", "Decisions of this time (ISO 8601, UTC without a zone) or later.");
        Option<DateTimeOffset?> until = TimeOption("--until", "Decisions before this time.");
        Option<string> product = ProductOption.Create();
        Option<string?> log = LogOption.Create();
        var command = new Command(
            "export",
            "Write decisions with applicant, offer and what became of it: accepted and defaulted are 1, 0 or empty while unknown. `train --data` read the CSV, `monitor --current` the CSV and the NDJSON.")
        {
            output, format, from, until, product, log,
        };
        command.Validators.Add(result =>
        {
            if (FormatOf(result.GetValue(format), result.GetValue(output) ?? "") is null)
                result.AddError("--format: name csv, ndjson or parquet, or let the name of --out end in .csv, .ndjson or .parquet.");
        });
        command.Does(host, (parsed, reporter, cancellation) =>
        {
            string path = parsed.GetValue(output)!;
            using DecisionStore store = LogOption.Open(host, parsed.GetValue(log));
            var selection = new ExportSelection(parsed.GetValue(product)!, parsed.GetValue(from), parsed.GetValue(until));
            ExportFormat chosen = FormatOf(parsed.GetValue(format), path)!.Value;
            ExportCounts counts = Write(host, path, stream => new DecisionExport(store).RunAsync(selection, chosen, stream, cancellation).GetAwaiter().GetResult());
            Say(counts, path, path == ApplicantOptions.Standard ? host.ReporterBesideOutput() : reporter);
        });
        return command;
    }

    private static ExportCounts Write(ConsoleHost host, string path, Func<Stream, ExportCounts> write)
    {
        ExportCounts counts = null!;
        if (path != ApplicantOptions.Standard)
        {
            AtomicFile.Write(path, stream => counts = write(stream));
            return counts;
        }

        // Parquet needs a stream that tells its position.
        using var whole = new MemoryStream();
        counts = write(whole);
        using Stream standard = host.OpenOutput();
        whole.WriteTo(standard);
        return counts;
    }

    private static void Say(ExportCounts counts, string path, IReporter reporter)
    {
        if (counts.Erased > 0)
            reporter.Warning($"{Figures.Count(counts.Erased)} decisions were left out: the applicant's data was erased.");
        if (counts.OtherFeatures > 0)
            reporter.Warning($"{Figures.Count(counts.OtherFeatures)} decisions were left out: the product then had other features.");
        reporter.Status($"{Figures.Count(counts.Written)} decisions in {(path == ApplicantOptions.Standard ? "standard output" : path)}.");
        reporter.Document(new { path, counts.Written, counts.Erased, counts.OtherFeatures });
    }

    private static ExportFormat? FormatOf(string? named, string path) => (named ?? Path.GetExtension(path).TrimStart('.')) switch
    {
        "csv" => ExportFormat.Csv,
        "ndjson" => ExportFormat.Ndjson,
        "parquet" => ExportFormat.Parquet,
        _ => null,
    };

    private static Option<DateTimeOffset?> TimeOption(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = result => Time(result, name),
    };

    private static DateTimeOffset? Time(ArgumentResult result, string name)
    {
        if (DateTimeOffset.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time))
            return time;
        result.AddError($"{name} takes a time of ISO 8601, as 2026-03-01 or 2026-03-01T12:00:00Z.");
        return null;
    }
}
