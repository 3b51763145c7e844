using Finntelligence.Lending.Requests;

namespace Finntelligence.Histories.Records;

/// <summary>Makes requests of records. Safe for any number of threads.</summary>
public interface IRecordParser
{
    /// <summary>Never throws, whatever the record holds.</summary>
    LineReading Parse(in Record record);
}

/// <summary>Of lines of JSON.</summary>
internal sealed class NdjsonParser(RequestLineReader reader) : IRecordParser
{
    public LineReading Parse(in Record record) =>
        record.Fault is { } fault ? LineReading.Unreadable(fault) : reader.Read(record.Bytes);
}

/// <summary>Of rows of cells.</summary>
internal sealed class CsvParser(RequestRowReader reader) : IRecordParser
{
    public LineReading Parse(in Record record)
    {
        if (record.Fault is { } fault)
            return LineReading.Unreadable(fault);
        var cells = new List<string>();
        return CsvRow.TrySplit(record.Bytes.Span, cells) ? reader.Read(cells) : LineReading.Unreadable("The row is not UTF-8.");
    }
}
