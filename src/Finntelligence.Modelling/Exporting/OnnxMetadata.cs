using Google.Protobuf;

namespace Finntelligence.Modelling.Exporting;

/// <summary>
/// Says in an ONNX file what it is. The converter offers no way to, and its message types are internal; but a protobuf message
/// followed by more of its fields is the message with these fields (protobuf's encoding guide, "Last One Wins"), so that they
/// can be put behind a finished file.
/// </summary>
internal static class OnnxMetadata
{
    // Fields of ModelProto and of StringStringEntryProto in onnx.proto.
    private const int ModelVersion = 5;
    private const int DocString = 6;
    private const int MetadataProps = 14;
    private const int Key = 1;
    private const int Value = 2;

    /// <param name="onnx">A whole file.</param>
    /// <param name="version">Stands for the version that the file gives; null leaves that.</param>
    /// <param name="description">Stands for the file's description.</param>
    /// <param name="properties">Follow those of the file.</param>
    /// <returns>The file with both.</returns>
    public static byte[] Add(byte[] onnx, long? version, string description, IEnumerable<KeyValuePair<string, string>> properties)
    {
        using var file = new MemoryStream();
        file.Write(onnx);
        using (var output = new CodedOutputStream(file, leaveOpen: true))
        {
            if (version is { } number)
            {
                output.WriteTag(ModelVersion, WireFormat.WireType.Varint);
                output.WriteInt64(number);
            }

            WriteText(output, DocString, description);
            foreach (var (key, value) in properties)
            {
                output.WriteTag(MetadataProps, WireFormat.WireType.LengthDelimited);
                output.WriteBytes(Entry(key, value));
            }
        }

        return file.ToArray();
    }

    private static ByteString Entry(string key, string value)
    {
        using var entry = new MemoryStream();
        using (var output = new CodedOutputStream(entry, leaveOpen: true))
        {
            WriteText(output, Key, key);
            WriteText(output, Value, value);
        }

        return ByteString.CopyFrom(entry.ToArray());
    }

    private static void WriteText(CodedOutputStream output, int field, string text)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteString(text);
    }
}
