using System.CommandLine;
using System.CommandLine.Parsing;
using Finntelligence.Foundation.Faults;
using Finntelligence.Histories.Import;
using Finntelligence.Histories.Records;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Requests;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Options;

/// <summary>The options of a command that reads applicants and decides about them.</summary>
internal sealed class ApplicantOptions
{
    /// <summary>Stands for standard input or output.</summary>
    public const string Standard = "-";

    private readonly Option<string> _input = new("--in")
    {
        Description = "Applicants, in any form that data import reads or as NDJSON of predict requests or bare applicants; '-' for standard input.",
        DefaultValueFactory = _ => Standard,
    };

    private readonly Option<string> _format = new("--format") { Description = "csv, ndjson or auto.", DefaultValueFactory = _ => "auto" };

    private readonly Option<bool> _sourceColumns = new("--source-columns")
    {
        Description = "The CSV has the names and units of the history's columns instead of the product's own.",
    };

    private readonly Option<string?> _columns = new("--columns")
    {
        Description = "Names of the columns, with commas between them, of a CSV without a header line. The output then has none either.",
    };

    private readonly Option<string> _id = new("--id")
    {
        Description = "Name of the CSV column that is passed through to the output.",
        DefaultValueFactory = _ => RequestLineReader.Id,
    };

    private readonly Option<bool> _ignore = new("--ignore-unknown") { Description = "Pass over columns that mean nothing here." };

    private readonly Option<string> _alias = AliasOption.OfModels("use");

    private readonly Option<string> _product = ProductOption.Create();

    private Option[] All => [_input, _format, _sourceColumns, _columns, _id, _ignore, _alias, _product];

    public ApplicantOptions() => _format.Validators.Add(CheckFormat);

    public void AddTo(Command command)
    {
        foreach (var option in All)
            command.Options.Add(option);
    }

    /// <summary>Names of those that were given.</summary>
    public string[] Given(ParseResult parsed) => [.. All.Where(option => parsed.GetResult(option) is { Implicit: false }).Select(option => option.Name)];

    public ApplicantArguments Read(ParseResult parsed, SearchMode search = SearchMode.Grid) => new(
        parsed.GetValue(_input)!,
        parsed.GetValue(_product)!,
        parsed.GetValue(_alias)!,
        new RecordOptions(
            FormatOf(parsed.GetValue(_format)!),
            parsed.GetValue(_columns) is { } columns ? [.. columns.Split(',', StringSplitOptions.TrimEntries)] : null,
            new RequestColumnOptions(parsed.GetValue(_id)!, parsed.GetValue(_sourceColumns), parsed.GetValue(_ignore)),
            search));

    private static ScoreFormat? FormatOf(string name) => name switch
    {
        "csv" => ScoreFormat.Csv,
        "ndjson" => ScoreFormat.Ndjson,
        _ => null,
    };

    private static void CheckFormat(OptionResult result)
    {
        if (result.GetValueOrDefault<string>() is not ("csv" or "ndjson" or "auto"))
            result.AddError("--format takes csv, ndjson or auto.");
    }
}

/// <summary>What those options were set to.</summary>
/// <param name="Path">Of the input.</param>
/// <param name="Product">Which product.</param>
/// <param name="Alias">Which models.</param>
/// <param name="Records">How the input is written.</param>
internal sealed record ApplicantArguments(string Path, string Product, string Alias, RecordOptions Records)
{
    /// <summary>The input, for a person.</summary>
    public string Name => Path == ApplicantOptions.Standard ? "standard input" : Path;

    /// <summary>Bytes of the input; null if nobody knows.</summary>
    public long? Length => Path != ApplicantOptions.Standard && new FileInfo(Path) is { Exists: true, Length: > 0 and var length } ? length : null;

    /// <summary>Opens the input, whatever form an import reads it has, and reads its header.</summary>
    /// <exception cref="RequestFaultException">There is none, or its header will not do.</exception>
    public RecordSource Open(ConsoleHost host, ProductDefinition product, CancellationToken cancellation)
    {
        if (Path == ApplicantOptions.Standard)
            return RecordSource.Open(product, host.OpenInput(), Records);
        if (!File.Exists(Path))
            throw new RequestFaultException($"there is no file {Path}.", where: "--in");
        // Without a header line there is nothing by which an import knows a column.
        Stream? copy = Records is { Columns: null, Format: not ScoreFormat.Ndjson }
            ? PlainTable.TryOpen(Path, product, host.ReporterBesideOutput().Status, cancellation, unpack: true)
            : null;
        return RecordSource.Open(
            product, copy ?? new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.SequentialScan), Records);
    }
}
