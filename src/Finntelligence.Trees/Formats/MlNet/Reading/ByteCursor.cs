using System.Buffers.Binary;
using System.Text;

namespace Finntelligence.Trees.Formats.MlNet.Reading;

/// <summary>Reads little-endian values from a block of bytes that may be hostile: nothing is read past its end, no count is believed before it is checked.</summary>
/// <param name="entry">What the bytes are, for messages.</param>
/// <param name="bytes">The block.</param>
internal ref struct ByteCursor(string entry, ReadOnlySpan<byte> bytes)
{
    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _position;

    public readonly int Position => _position;

    public readonly int Remaining => _bytes.Length - _position;

    public readonly InvalidModelFileException Fault(string what) => 
        new(entry, $"{what} (at byte {_position} of the {_bytes.Length} read)");

    public ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > Remaining)
            throw Fault($"{count} bytes are needed where {Remaining} are left");
        var taken = _bytes.Slice(_position, count);
        _position += count;
        return taken;
    }

    public byte Byte() => Take(1)[0];

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    public ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    public float Single() => BinaryPrimitives.ReadSingleLittleEndian(Take(4));

    public double Double() => BinaryPrimitives.ReadDoubleLittleEndian(Take(8));

    /// <summary>A count of items that take at least so many bytes each: refused when the rest of the block cannot hold them.</summary>
    public int Count(string what, int bytesPerItem)
    {
        var count = Int32();
        if (count < 0 || count > Remaining / bytesPerItem)
            throw Fault($"{count} {what} cannot be in the {Remaining} bytes left");
        return count;
    }

    public int[] Int32Array(string what)
    {
        var values = new int[Count(what, sizeof(int))];
        for (var i = 0; i < values.Length; i++)
            values[i] = Int32();
        return values;
    }

    public float[] SingleArray(string what)
    {
        var values = new float[Count(what, sizeof(float))];
        for (var i = 0; i < values.Length; i++)
            values[i] = Single();
        return values;
    }

    public double[] DoubleArray(string what)
    {
        var values = new double[Count(what, sizeof(double))];
        for (var i = 0; i < values.Length; i++)
            values[i] = Double();
        return values;
    }

    /// <summary>A number of 7-bit groups, low group first; at most five of them.</summary>
    public int Leb128()
    {
        ulong value = 0;
        for (var shift = 0; shift < 35; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value <= int.MaxValue ? (int)value : throw Fault($"a length of {value}");
        }

        throw Fault("a length of more than five bytes");
    }

    /// <summary>UTF-8 text after its length in bytes.</summary>
    public string Text()
    {
        try
        {
            return s_strictUtf8.GetString(Take(Leb128()));
        }
        catch (DecoderFallbackException)
        {
            throw Fault("text that is not UTF-8");
        }
    }

    public readonly void ExpectEnd()
    {
        if (Remaining != 0)
            throw Fault($"{Remaining} bytes are left over");
    }
}
