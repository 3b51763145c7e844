using System.Buffers.Binary;
using System.IO.Compression;
using Finntelligence.Trees.Formats;
using Finntelligence.Trees.Formats.MlNet;
using Finntelligence.Trees.Formats.MlNet.Reading;

namespace Finntelligence.Trees.Tests.Formats.MlNet;

/// <summary>The members of a valid model, to be damaged in one place.</summary>
internal sealed class EditableModel(Dictionary<string, byte[]> members) : IModelMembers
{
    /// <summary>The model of one tree with two leaves that ML.NET saved.</summary>
    public static EditableModel Tiny() => new(MlNetFixture.Members(MlNetFixture.Tiny));

    public Dictionary<string, byte[]> Members { get; } = members;

    public bool Contains(string name) => Members.ContainsKey(name);

    public byte[] Read(string name) => Members.TryGetValue(name, out var bytes)
        ? bytes
        : throw new InvalidModelFileException("", $"The zip has no member '{name}'");

    public MlNetModel Model() => MlNetModelReader.Read(this);

    /// <summary>The message with which the reader refuses the model.</summary>
    public string Refusal() => Should.Throw<InvalidModelFileException>(Model).Message;

    public EditableModel Byte(string member, int at, byte value)
    {
        Members[member][at] = value;
        return this;
    }

    public EditableModel Int32(string member, int at, int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(Members[member].AsSpan(at), value);
        return this;
    }

    public EditableModel Int64(string member, int at, long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(Members[member].AsSpan(at), value);
        return this;
    }

    public EditableModel Single(string member, int at, float value) => Int32(member, at, BitConverter.SingleToInt32Bits(value));

    public EditableModel Double(string member, int at, double value) => Int64(member, at, BitConverter.DoubleToInt64Bits(value));

    /// <summary>A zip of the members, as they are or under other names.</summary>
    public byte[] Zip(Func<string, string>? rename = null, CompressionLevel level = CompressionLevel.NoCompression)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in Members)
            {
                using var stream = zip.CreateEntry(rename is null ? name : rename(name), level).Open();
                stream.Write(content);
            }
        }

        return bytes.ToArray();
    }
}
