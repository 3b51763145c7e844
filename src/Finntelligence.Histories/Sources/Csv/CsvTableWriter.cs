using System.Text;

namespace Finntelligence.Histories.Sources.Csv;

/// <summary>Writes a table as history.csv has it: UTF-8 without a mark, commas, LF after every line, quotation marks where needed.</summary>
internal sealed class CsvTableWriter(Stream stream) : IDisposable
{
    private readonly StreamWriter _writer = new(stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true);

    public void Write(IReadOnlyList<string> cells)
    {
        for (int i = 0; i < cells.Count; i++)
        {
            if (i > 0)
                _writer.Write(',');
            WriteCell(cells[i]);
        }
        _writer.Write('\n');
    }

    public void Dispose() => _writer.Dispose();

    private void WriteCell(string cell)
    {
        if (!cell.AsSpan().ContainsAny(",\"\r\n"))
        {
            _writer.Write(cell);
            return;
        }
        _writer.Write('"');
        _writer.Write(cell.Replace("\"", "\"\"", StringComparison.Ordinal));
        _writer.Write('"');
    }
}
