using System.Buffers.Binary;
using System.Text;

namespace Finntelligence.Trees.Formats.Onnx;

/// <summary>
/// Writes the fields of one protobuf message: varints, fixed 32-bit numbers, and blocks of bytes after their length.
/// A nested message is another writer, added as a block once it is complete.
/// </summary>
internal sealed class ProtobufWriter
{
    private const int VarintType = 0;
    private const int BlockType = 2;
    private const int Fixed32Type = 5;

    private readonly MemoryStream _bytes = new();

    public byte[] ToArray() => _bytes.ToArray();

    /// <summary>An <c>int64</c>, <c>int32</c> or enum field. A negative number takes ten bytes.</summary>
    public ProtobufWriter Int(int field, long value)
    {
        Key(field, VarintType);
        Varint(unchecked((ulong)value));
        return this;
    }

    /// <summary>A <c>float</c> field.</summary>
    public ProtobufWriter Float(int field, float value)
    {
        Key(field, Fixed32Type);
        Span<byte> bytes = stackalloc byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        _bytes.Write(bytes);
        return this;
    }

    /// <summary>A <c>bytes</c> field.</summary>
    public ProtobufWriter Block(int field, ReadOnlySpan<byte> bytes)
    {
        Key(field, BlockType);
        Varint((ulong)bytes.Length);
        _bytes.Write(bytes);
        return this;
    }

    /// <summary>A <c>string</c> field.</summary>
    public ProtobufWriter Text(int field, string text) => Block(field, Encoding.UTF8.GetBytes(text));

    /// <summary>A field that is a message itself.</summary>
    public ProtobufWriter Message(int field, ProtobufWriter message)
    {
        Key(field, BlockType);
        Varint((ulong)message._bytes.Length);
        message._bytes.WriteTo(_bytes);
        return this;
    }

    private void Key(int field, int type) => Varint((ulong)(field << 3 | type));

    private void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            _bytes.WriteByte((byte)(value | 0x80));
        _bytes.WriteByte((byte)value);
    }
}
