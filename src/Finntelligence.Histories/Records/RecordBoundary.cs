namespace Finntelligence.Histories.Records;

/// <summary>Where the first record of some bytes ends.</summary>
internal readonly record struct RecordBoundary(RecordEnd Kind, int Length)
{
    /// <summary>The end of the first line.</summary>
    public static RecordBoundary OfLine(ReadOnlySpan<byte> bytes, bool last) => bytes.IndexOf((byte)'\n') switch
    {
        >= 0 and var end => new(RecordEnd.Found, end + 1),
        _ when last => new(RecordEnd.Found, bytes.Length),
        _ => new(RecordEnd.Unknown, 0),
    };

    /// <summary>The end of the first row as RFC 4180 has it: a line end between quotes belongs to a cell.</summary>
    public static RecordBoundary OfRow(ReadOnlySpan<byte> bytes, bool last)
    {
        var line = OfLine(bytes, last);
        if (line.Kind == RecordEnd.Found && !bytes[..line.Length].Contains((byte)'"'))
            return line;
        var i = 0;
        while (true)
        {
            if (i < bytes.Length && bytes[i] == '"')
            {
                if (!SkipQuoted(bytes, ref i))
                    return last ? new(RecordEnd.BadQuotes, 0) : new(RecordEnd.Unknown, 0);
                if (i < bytes.Length && bytes[i] is not ((byte)',' or (byte)'\n' or (byte)'\r'))
                    return new(RecordEnd.BadQuotes, 0);
            }
            else
            {
                var plain = bytes[i..].IndexOfAny((byte)',', (byte)'\n', (byte)'"');
                i = plain < 0 ? bytes.Length : i + plain;
                if (i < bytes.Length && bytes[i] == '"')
                    return new(RecordEnd.BadQuotes, 0);
            }

            if (i < bytes.Length && bytes[i] == '\r')
                i++;
            if (i >= bytes.Length)
                return last ? new(RecordEnd.Found, i) : new(RecordEnd.Unknown, 0);
            if (bytes[i] == '\n')
                return new(RecordEnd.Found, i + 1);
            if (bytes[i] != ',')
                return new(RecordEnd.BadQuotes, 0);
            i++;
        }
    }

    // From an opening quote to behind the closing one; false if that is not there.
    private static bool SkipQuoted(ReadOnlySpan<byte> bytes, ref int i)
    {
        i++;
        while (true)
        {
            var quote = bytes[i..].IndexOf((byte)'"');
            if (quote < 0)
                return false;
            i += quote + 1;
            if (i >= bytes.Length || bytes[i] != '"')
                return true;
            i++;
        }
    }
}

/// <summary>What is known of a record's end.</summary>
internal enum RecordEnd
{
    /// <summary>It is there.</summary>
    Found,

    /// <summary>It needs more bytes to be seen.</summary>
    Unknown,

    /// <summary>The quotes make no sense, so that only the end of the line is certain.</summary>
    BadQuotes,
}
