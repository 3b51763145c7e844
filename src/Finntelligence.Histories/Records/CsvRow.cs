using System.Text;

namespace Finntelligence.Histories.Records;

/// <summary>The cells of a row whose quotes are known to be right.</summary>
public static class CsvRow
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Cuts a row into cells, without the white space around them.</summary>
    /// <param name="row">Without its line end.</param>
    /// <param name="cells">Takes them, in place of what it holds.</param>
    /// <returns>False if the bytes are not UTF-8.</returns>
    public static bool TrySplit(ReadOnlySpan<byte> row, List<string> cells)
    {
        cells.Clear();
        string text;
        try
        {
            text = Utf8.GetString(row);
        }
        catch (DecoderFallbackException)
        {
            return false;
        }

        var start = 0;
        while (start <= text.Length)
        {
            var end = text.AsSpan(start).StartsWith("\"") ? EndOfQuoted(text, start) : text.IndexOf(',', start);
            if (end < 0)
                end = text.Length;
            cells.Add(Unquote(text.AsSpan(start, end - start)));
            start = end + 1;
        }

        return true;
    }

    /// <summary>A cell as it is written: quoted where it must be.</summary>
    public static string Quote(string cell) =>
        cell.AsSpan().IndexOfAny(",\"\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    // The comma behind the closing quote, or the end.
    private static int EndOfQuoted(string text, int start)
    {
        var i = start + 1;
        while (i < text.Length)
        {
            if (text[i] != '"')
                i++;
            else if (i + 1 < text.Length && text[i + 1] == '"')
                i += 2;
            else
                return i + 1;
        }

        return text.Length;
    }

    private static string Unquote(ReadOnlySpan<char> cell) =>
        (cell.StartsWith("\"") ? cell[1..^1].ToString().Replace("\"\"", "\"", StringComparison.Ordinal) : cell.ToString()).Trim();
}
