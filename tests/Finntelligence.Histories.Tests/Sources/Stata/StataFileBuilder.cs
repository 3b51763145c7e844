using System.Buffers.Binary;
using System.Text;

namespace Finntelligence.Histories.Tests.Sources.Stata;

/// <summary>Writes files of a release before 117 byte by byte, right ones and wrong ones.</summary>
internal sealed class StataFileBuilder(bool bigEndian)
{
    private readonly List<(string Name, byte Type)> _variables = [];
    private readonly List<byte[][]> _rows = [];

    public byte Release { get; set; } = 113;

    public byte ByteOrder { get; set; } = bigEndian ? (byte)1 : (byte)2;

    public byte FileType { get; set; } = 1;

    public int? ClaimedRows { get; set; }

    public ushort? ClaimedVariables { get; set; }

    public int? ClaimedExpansionLength { get; set; }

    public string Format { get; set; } = "%9.0g";

    public byte[] AfterRows { get; set; } = [];

    public StataFileBuilder Variable(string name, byte type)
    {
        _variables.Add((name, type));
        return this;
    }

    public StataFileBuilder Row(params byte[][] cells)
    {
        _rows.Add(cells);
        return this;
    }

    public byte[] Int16(short value) => Bytes(2, b => BinaryPrimitives.WriteInt16BigEndian(b, value));

    public byte[] Int32(int value) => Bytes(4, b => BinaryPrimitives.WriteInt32BigEndian(b, value));

    public byte[] Single(float value) => Bytes(4, b => BinaryPrimitives.WriteSingleBigEndian(b, value));

    public byte[] SingleBits(uint bits) => Bytes(4, b => BinaryPrimitives.WriteUInt32BigEndian(b, bits));

    public byte[] Double(double value) => Bytes(8, b => BinaryPrimitives.WriteDoubleBigEndian(b, value));

    public byte[] DoubleBits(ulong bits) => Bytes(8, b => BinaryPrimitives.WriteUInt64BigEndian(b, bits));

    public static byte[] Text(string text, int width)
    {
        byte[] bytes = new byte[width];
        Encoding.Latin1.GetBytes(text, bytes);
        return bytes;
    }

    public byte[] Build()
    {
        var file = new MemoryStream();
        file.Write([Release, ByteOrder, FileType, 0]);
        file.Write(Int16((short)(ClaimedVariables ?? _variables.Count)));
        file.Write(Int32(ClaimedRows ?? _rows.Count));
        (int nameWidth, int labelWidth) = (Release < 110 ? 9 : 33, Release < 108 ? 32 : 81);
        file.Write(Text("label", labelWidth));
        file.Write(Text("1 Jan 2008 12:00", 18));
        file.Write([.. _variables.Select(v => v.Type)]);
        foreach ((string name, _) in _variables)
            file.Write(Text(name, nameWidth));
        file.Write(new byte[2 * (_variables.Count + 1)]);
        foreach (var _ in _variables)
            file.Write(Text(Format, Release is 114 or 115 ? 49 : 12));
        file.Write(new byte[nameWidth * _variables.Count]);
        foreach ((string name, _) in _variables)
            file.Write(Text($"about {name}", labelWidth));
        file.WriteByte(1);
        file.Write(Release < 110 ? Int16(3) : Int32(ClaimedExpansionLength ?? 3));
        file.Write("abc"u8);
        file.Write(new byte[Release < 110 ? 3 : 5]);
        foreach (byte[] cell in _rows.SelectMany(r => r))
            file.Write(cell);
        file.Write(AfterRows);
        return file.ToArray();
    }

    private byte[] Bytes(int width, Action<byte[]> writeBigEndian)
    {
        byte[] bytes = new byte[width];
        writeBigEndian(bytes);
        if (!bigEndian)
            Array.Reverse(bytes);
        return bytes;
    }
}
