using System.Buffers.Binary;

namespace Finntelligence.Histories.Sources.Stata;

/// <summary>Bytes of a Stata file in order, with the place for messages.</summary>
internal sealed class StataInput(Stream stream)
{
    private readonly byte[] _scratch = new byte[4];

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
        Fill(_scratch, what);
        return BigEndian ? BinaryPrimitives.ReadInt32BigEndian(_scratch) : BinaryPrimitives.ReadInt32LittleEndian(_scratch);
    }

    /// <summary>Passes over bytes in small pieces, so that a hostile length costs no memory.</summary>
    public void Skip(long count, string what)
    {
        Span<byte> piece = stackalloc byte[1024];
        for (; count > 0; count -= piece.Length)
            Fill(piece[..(int)Math.Min(count, piece.Length)], what);
    }
}
