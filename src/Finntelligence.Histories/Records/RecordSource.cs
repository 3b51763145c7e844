using System.Collections.Immutable;
using Finntelligence.Foundation.Faults;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Requests;

namespace Finntelligence.Histories.Records;

/// <summary>A stream of applicants: its records, and how to read them.</summary>
/// <param name="Reader">Behind the header, if there is one.</param>
/// <param name="Parser">Makes requests of them.</param>
/// <param name="Named">Whether applicants can have a name of the sender's; always so in JSON.</param>
public sealed record RecordSource(RecordReader Reader, IRecordParser Parser, bool Named) : IDisposable
{
    /// <summary>Names of the columns of CSV, in their order; empty for lines of JSON.</summary>
    public ImmutableArray<string> Header { get; private init; } = [];

    /// <summary>Finds out how a stream is written and reads its header.</summary>
    /// <param name="product">Says what an applicant is.</param>
    /// <param name="stream">From its first byte; closed with the source.</param>
    /// <param name="options">How it is written.</param>
    /// <exception cref="RequestFaultException">The header will not do; every reason is named.</exception>
    public static RecordSource Open(ProductDefinition product, Stream stream, RecordOptions options)
    {
        var start = stream.CanSeek ? stream.Position : 0;
        var reader = new RecordReader(stream, options.Format);
        try
        {
            if (reader.Format == ScoreFormat.Ndjson)
            {
                if (stream.CanSeek)
                {
                    // What was looked at to tell the format is read again.
                    stream.Position = start;
                    AskedAmounts.Require(product, stream);
                    reader = new RecordReader(stream, ScoreFormat.Ndjson);
                }

                return new(reader, new NdjsonParser(new RequestLineReader(product, defaultAlternatives: 0, options.Search)), Named: true);
            }

            var columns = Columns(product, options.Columns ?? ReadHeader(reader), options.Naming);
            return new(reader, new CsvParser(new RequestRowReader(product, columns, options.Search)), columns.Id >= 0)
            {
                Header = columns.Header,
            };
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    public void Dispose() => Reader.Dispose();

    private static ImmutableArray<string> ReadHeader(RecordReader reader)
    {
        if (reader.Next(most: 1)?.Records[0] is not { } record)
            throw new RequestFaultException("The input is empty; CSV needs a header line, or --columns.");
        var cells = new List<string>();
        return record.Fault is null && CsvRow.TrySplit(record.Bytes.Span, cells)
            ? [.. cells]
            : throw new RequestFaultException($"Line {record.Line}: the header cannot be read. {record.Fault ?? "It is not UTF-8."}");
    }

    private static RequestColumns Columns(ProductDefinition product, ImmutableArray<string> header, RequestColumnOptions naming)
    {
        var faults = new List<string>();
        return RequestColumns.Find(product, header, naming, faults) ?? throw new RequestFaultException(string.Join(' ', faults));
    }
}

/// <summary>How applicants are written.</summary>
/// <param name="Format">CSV or lines of JSON; null to find out.</param>
/// <param name="Columns">Names of the columns of CSV without a header line; null if it has one.</param>
/// <param name="Naming">How columns of CSV are named.</param>
/// <param name="Search">Which offers are looked at where a record does not say.</param>
public sealed record RecordOptions(
    ScoreFormat? Format, ImmutableArray<string>? Columns, RequestColumnOptions Naming, SearchMode Search = SearchMode.Grid);
