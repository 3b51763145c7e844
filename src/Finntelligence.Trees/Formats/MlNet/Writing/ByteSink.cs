using System.Buffers.Binary;
using System.Text;

namespace Finntelligence.Trees.Formats.MlNet.Writing;

/// <summary>Collects little-endian values.</summary>
internal sealed class ByteSink
{
    private readonly MemoryStream _bytes = new();

    public int Length => (int)_bytes.Length;

    public byte[] ToArray() => _bytes.ToArray();

    public ByteSink Bytes(ReadOnlySpan<byte> bytes)
    {
        _bytes.Write(bytes);
        return this;
    }

    /// <summary>Latin-1 text in a field of fixed size, padded with zeros.</summary>
    public ByteSink Padded(string text, int size) => Bytes(Encoding.Latin1.GetBytes(text)).Zeros(size - text.Length);

    public ByteSink Zeros(int count) => Bytes(new byte[count]);

    public ByteSink Byte(byte value) => Bytes([value]);

    public ByteSink Int32(int value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return Bytes(bytes);
    }

    public ByteSink UInt32(uint value) => Int32(unchecked((int)value));

    public ByteSink Int64(long value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return Bytes(bytes);
    }

    public ByteSink Single(float value) => Int32(BitConverter.SingleToInt32Bits(value));

    public ByteSink Double(double value) => Int64(BitConverter.DoubleToInt64Bits(value));

    /// <summary>A count and so many items.</summary>
    public ByteSink Array<T>(IReadOnlyCollection<T> items, Func<T, ByteSink> write)
    {
        Int32(items.Count);
        foreach (var item in items)
            write(item);
        return this;
    }

    /// <summary>UTF-8 text after its length in bytes.</summary>
    public ByteSink Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return Leb128(bytes.Length).Bytes(bytes);
    }

    /// <summary>7-bit groups, low group first; all but the last have the top bit set.</summary>
    public ByteSink Leb128(int value)
    {
        var rest = (uint)value;
        for (; rest >= 0x80; rest >>= 7)
            Byte((byte)(rest | 0x80));
        return Byte((byte)rest);
    }
}
