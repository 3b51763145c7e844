using System.Globalization;
using System.Security.Cryptography;

namespace Finntelligence.Histories.Records;

/// <summary>
/// Cuts a stream into records, in constant memory, and knows at every record how far it is. A record that cannot be right, for its quotes
/// or its length, is its first line only: what follows is read as if it had not been there. Blank lines are no records.
/// </summary>
public sealed class RecordReader : IDisposable
{
    /// <summary>Bytes of the longest record.</summary>
    public const int LongestRecord = 64 * 1024;

    private const int ReadAhead = 64 * 1024;
    private const int MostRecords = 256;

    private static readonly string TooLong =
        string.Create(CultureInfo.InvariantCulture, $"The line is longer than {LongestRecord} bytes.");

    private readonly Stream _stream;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _buffer = new byte[LongestRecord + ReadAhead];
    private readonly bool _rows;
    private int _start;
    private int _end;
    private bool _last;
    private long _offset;
    private long _lines;
    private byte? _lineEnd;
    private bool _lineOpen;

    /// <param name="stream">From its first byte; closed with this.</param>
    /// <param name="format">What a record is; null to find out from the first byte that is not white space.</param>
    public RecordReader(Stream stream, ScoreFormat? format)
    {
        _stream = stream;
        Format = format ?? Detect();
        _rows = Format == ScoreFormat.Csv;
    }

    /// <summary>What a record is: a line of JSON, or a row that may have more than one line.</summary>
    public ScoreFormat Format { get; }

    /// <summary>Lines that have been read, the last one also where nothing ends it.</summary>
    public long Lines => _lines + (_lineOpen ? 1 : 0);

    private byte LineEnd => _lineEnd ?? (byte)'\n';

    private ReadOnlySpan<byte> Rest => _buffer.AsSpan(_start, _end - _start);

    /// <summary>The next records, at least one; null at the end. Never waits for more input while there is a whole record.</summary>
    public RecordBlock? Next(int most = MostRecords)
    {
        var records = new List<(long Line, int Start, int Length, string? Fault)>();
        var bytes = new MemoryStream();
        SkipByteOrderMark();
        while (records.Count < most)
        {
            if (TryCut(out var line, out var length, out var fault))
            {
                var record = TrimEnd(Rest[..length]);
                if (fault is not null || !record.Trim(" \t"u8).IsEmpty)
                {
                    var kept = fault is null ? record : [];
                    records.Add((line, (int)bytes.Length, kept.Length, fault));
                    bytes.Write(kept);
                }

                Consume(length);
            }
            else if (records.Count > 0 || !Fill())
                break;
        }

        if (records.Count == 0)
            return null;
        var copy = bytes.ToArray();
        return new RecordBlock(
            [.. records.Select(r => new Record(r.Line, copy.AsMemory(r.Start, r.Length), r.Fault))],
            new InputPosition(_offset, _lines, Convert.ToHexStringLower(_hash.GetCurrentHash())));
    }

    /// <summary>Goes to a place in the stream, if the stream up to there is what it was.</summary>
    /// <returns>Whether it is.</returns>
    public bool TryGoTo(InputPosition position)
    {
        while (_offset < position.Offset)
        {
            if (_start == _end && !Fill())
                return false;
            Consume((int)Math.Min(_end - _start, position.Offset - _offset));
        }

        _lines = position.Line;
        return _offset == position.Offset && Convert.ToHexStringLower(_hash.GetCurrentHash()) == position.Sha256;
    }

    public void Dispose()
    {
        _stream.Dispose();
        _hash.Dispose();
    }

    private ScoreFormat Detect()
    {
        SkipByteOrderMark();
        while (true)
        {
            var text = Rest.TrimStart(" \t\r\n"u8);
            if (!text.IsEmpty)
                return text[0] == '{' ? ScoreFormat.Ndjson : ScoreFormat.Csv;
            if (Rest.Length >= LongestRecord || !Fill())
                return ScoreFormat.Csv;
        }
    }

    // The next record, good or bad, as a number of bytes to consume.
    private bool TryCut(out long line, out int length, out string? fault)
    {
        line = _lines + 1;
        length = 0;
        fault = null;
        if (_start == _end)
            return false;
        if (!KnowsLineEnd())
            return false;
        var boundary = _rows ? RecordBoundary.OfRow(Rest, _last, LineEnd) : RecordBoundary.OfLine(Rest, _last, LineEnd);
        if (boundary.Kind == RecordEnd.Found && boundary.Length <= LongestRecord)
        {
            length = boundary.Length;
            return true;
        }

        if (boundary.Kind == RecordEnd.Unknown && Rest.Length <= LongestRecord)
            return false;
        // Only its first line is given up.
        var first = RecordBoundary.OfLine(Rest, _last, LineEnd);
        if (first.Kind == RecordEnd.Unknown && Rest.Length <= LongestRecord)
            return false;
        if (first.Kind == RecordEnd.Found && first.Length <= LongestRecord)
        {
            length = first.Length;
            fault = "The quotes of the row are wrong: one is not closed, or stands inside a cell that has none around it.";
            return true;
        }

        length = SkipLongLine(first);
        fault = TooLong;
        return true;
    }

    // Old Mac programs end lines with a carriage return alone, and `data import` reads such files too. The first line end outside quotes tells.
    private bool KnowsLineEnd()
    {
        if (_lineEnd is not null)
            return true;
        var rest = Rest;
        var isQuoted = false;
        for (var i = 0; i < rest.Length; i++)
        {
            if (rest[i] == '"' && _rows)
                isQuoted = !isQuoted;
            else if (!isQuoted && rest[i] == '\n')
                _lineEnd = (byte)'\n';
            else if (!isQuoted && rest[i] == '\r' && (i + 1 < rest.Length || _last))
                _lineEnd = i + 1 < rest.Length && rest[i + 1] == '\n' ? (byte)'\n' : (byte)'\r';
            if (_lineEnd is not null)
                return true;
        }
        // Nothing tells within the longest record, or at the end: the usual one.
        if (!_last && rest.Length <= LongestRecord)
            return false;
        _lineEnd = (byte)'\n';
        return true;
    }

    // All but the last piece of a line that no buffer needs to hold.
    private int SkipLongLine(RecordBoundary first)
    {
        while (first.Kind == RecordEnd.Unknown)
        {
            Consume(_end - _start);
            if (!Fill())
                return 0;
            first = RecordBoundary.OfLine(Rest, _last, LineEnd);
        }

        return first.Length;
    }

    private void Consume(int length)
    {
        var bytes = Rest[..length];
        _hash.AppendData(bytes);
        _lines += bytes.Count(LineEnd);
        if (length > 0)
            _lineOpen = bytes[^1] != LineEnd;
        _start += length;
        _offset += length;
    }

    private bool Fill()
    {
        if (_last)
            return false;
        Rest.CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        var read = _stream.Read(_buffer, _end, Math.Min(ReadAhead, _buffer.Length - _end));
        _end += read;
        _last = read == 0;
        return !_last || _start < _end;
    }

    private void SkipByteOrderMark()
    {
        if (_offset > 0)
            return;
        while (_end - _start < 3 && !_last)
            Fill();
        if (Rest.StartsWith("\uFEFF"u8))
            Consume(3);
        _lineOpen = false;
    }

    private static ReadOnlySpan<byte> TrimEnd(ReadOnlySpan<byte> record) => record.TrimEnd("\r\n"u8);
}
