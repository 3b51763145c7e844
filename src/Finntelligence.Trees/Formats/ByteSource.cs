namespace Finntelligence.Trees.Formats;

/// <summary>A stream read forward through a small buffer, up to a limit.</summary>
internal sealed class ByteSource(Stream stream, long limit)
{
    private const int BufferBytes = 1 << 14;

    private readonly byte[] _buffer = new byte[BufferBytes];
    private long _bufferStart;
    private int _next;
    private int _filled;

    /// <summary>Bytes taken so far.</summary>
    public long Position => _bufferStart + _next;

    /// <summary>The next byte without taking it; -1 at the end.</summary>
    public int Peek() => _next < _filled || Fill() ? _buffer[_next] : -1;

    /// <summary>The byte after the next one, where the buffer still has room; -1 when there is none.</summary>
    public int PeekSecond()
    {
        if (Peek() < 0)
            return -1;
        // A stream may hand out one byte at a time.
        if (_next + 1 == _filled && _filled < BufferBytes)
            _filled += stream.Read(_buffer.AsSpan(_filled));
        return _next + 1 < _filled ? _buffer[_next + 1] : -1;
    }

    /// <summary>Takes the next byte; -1 at the end.</summary>
    public int Take() => _next < _filled || Fill() ? _buffer[_next++] : -1;

    /// <summary>Takes the mark that some editors put before UTF-8 text, if the file begins with it.</summary>
    /// <exception cref="InvalidModelFileException">The file begins with the mark of UTF-16.</exception>
    public void SkipByteOrderMark()
    {
        if (Peek() == 0xEF && PeekSecond() == 0xBB)
        {
            Take();
            Take();
            if (Take() != 0xBF)
                throw Fault("the file begins with half a byte-order mark");
        }
        else if ((Peek(), PeekSecond()) is (0xFF, 0xFE) or (0xFE, 0xFF))
            throw new InvalidModelFileException("", "The file begins with the byte-order mark of UTF-16; save it as UTF-8");
    }

    /// <summary>Takes a byte that must be there.</summary>
    public byte Require() => Take() is var b and >= 0 ? (byte)b : throw Fault("the file ends in the middle");

    /// <summary>A fault at the current position.</summary>
    public InvalidModelFileException Fault(string what) => new($"byte {Position}", what);

    private bool Fill()
    {
        _bufferStart += _filled;
        _next = 0;
        _filled = stream.Read(_buffer);
        if (_bufferStart + _filled > limit)
            throw new InvalidModelFileException("", $"The file is larger than the {limit} bytes allowed");
        return _filled > 0;
    }
}
