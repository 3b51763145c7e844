using System.Buffers.Binary;

namespace Finntelligence.Histories.Sources.Stata;

/// <summary>Bytes of a Stata file in order, with the place for messages.</summary>
internal sealed class StataInput(Stream stream)
{
    private readonly byte[] _scratch = new byte[8];

    /// <summary>Bytes taken so far.</summary>
    public long Position { get; private set; }

    /// <summary>Whether numbers have their most significant byte first.</summary>
    public bool BigEndian { get; set; }

    /// <summary>Fills the buffer.</summary>
    /// <param name="buffer">To fill.</param>
    /// <param name="what">What is being read, for the message.</param>
    /// <exception cref="InvalidSourceException">The file ends before.</exception>
    public void Fill(Span<byte> buffer, string what)
    {
        int read = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        Position += read;
        if (read < buffer.Length)
            throw new InvalidSourceException($"The Stata file ends at byte {Position}, within {what}.");
    }

    public byte Byte(string what)
    {
        Fill(_scratch.AsSpan(0, 1), what);
        return _scratch[0];
    }

    public ushort UInt16(string what)
    {
        Span<byte> bytes = _scratch.AsSpan(0, 2);
        Fill(bytes, what);
        return BigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);
    }

    public int Int32(string what)
    {
        Span<byte> bytes = _scratch.AsSpan(0, 4);
        Fill(bytes, what);
        return BigEndian ? BinaryPrimitives.ReadInt32BigEndian(bytes) : BinaryPrimitives.ReadInt32LittleEndian(bytes);
    }

    public long Int64(string what)
    {
        Fill(_scratch, what);
        return BigEndian ? BinaryPrimitives.ReadInt64BigEndian(_scratch) : BinaryPrimitives.ReadInt64LittleEndian(_scratch);
    }

    /// <summary>A whole number of two, four or eight bytes.</summary>
    public long Whole(int width, string what) => width switch
    {
        2 => UInt16(what),
        4 => Int32(what),
        _ => Int64(what),
    };

    /// <summary>The next byte; −1 at the end of the file.</summary>
    public int Next()
    {
        int next = stream.ReadByte();
        if (next >= 0)
            Position++;
        return next;
    }

    /// <summary>Passes over a tag that must stand here.</summary>
    /// <exception cref="InvalidSourceException">Something else stands here.</exception>
    public void Expect(ReadOnlySpan<byte> tag)
    {
        long start = Position;
        string text = System.Text.Encoding.ASCII.GetString(tag);
        Span<byte> found = stackalloc byte[tag.Length];
        Fill(found, $"the tag {text}");
        if (!found.SequenceEqual(tag))
            throw new InvalidSourceException($"Byte {start} of the Stata file: the tag {text} should stand here.");
    }

    /// <summary>Passes over bytes in small pieces, so that a hostile length costs no memory.</summary>
    public void Skip(long count, string what)
    {
        Span<byte> piece = stackalloc byte[1024];
        for (; count > 0; count -= piece.Length)
            Fill(piece[..(int)Math.Min(count, piece.Length)], what);
    }

    /// <summary>Goes to a place of a file that can be read back and forth.</summary>
    /// <param name="position">Bytes from its beginning.</param>
    /// <param name="what">What is passed over, for the message.</param>
    /// <exception cref="InvalidSourceException">The file ends before.</exception>
    public void GoTo(long position, string what)
    {
        if (position > stream.Length)
            throw new InvalidSourceException($"The Stata file ends at byte {stream.Length}, within {what}.");
        stream.Position = position;
        Position = position;
    }
}
