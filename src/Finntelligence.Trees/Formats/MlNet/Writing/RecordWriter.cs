using System.Text;

namespace Finntelligence.Trees.Formats.MlNet.Writing;

/// <summary>Puts a body and its strings into ML.NET's record container.</summary>
internal sealed class RecordWriter(RecordKind kind)
{
    private readonly List<string> _strings = [];

    /// <summary>The record's body, to be filled by the caller.</summary>
    public ByteSink Body { get; } = new();

    /// <summary>The number a body refers to a string by; each distinct string is kept once, in order of first use.</summary>
    public int StringId(string text)
    {
        var id = _strings.IndexOf(text);
        if (id >= 0)
            return id;
        _strings.Add(text);
        return _strings.Count - 1;
    }

    /// <summary>Header, body, strings, assembly name and tail, with nothing between them.</summary>
    public byte[] ToArray()
    {
        var body = Body.ToArray();
        var characters = Encoding.Unicode.GetBytes(string.Concat(_strings));
        var assembly = Encoding.Unicode.GetBytes(kind.Assembly);
        long bodyEnd = RecordKind.HeaderSize + body.Length;
        var endsLength = _strings.Count * sizeof(long);
        var charactersStart = bodyEnd + endsLength;
        var charactersEnd = charactersStart + characters.Length;
        var tailStart = charactersEnd + assembly.Length;

        var record = new ByteSink()
            .Bytes(RecordKind.Magic)
            .UInt32(RecordKind.ContainerVersion)
            .UInt32(RecordKind.ContainerVersion)
            .Int64(RecordKind.HeaderSize)
            .Int64(body.Length)
            .Int64(_strings.Count == 0 ? 0 : bodyEnd)
            .Int64(endsLength)
            .Int64(_strings.Count == 0 ? 0 : charactersStart)
            .Int64(characters.Length)
            .Padded(kind.Signature, 8)
            .UInt32(kind.Version)
            .UInt32(kind.Version)
            .Padded(kind.Loader, RecordKind.LoaderSize)
            .Padded(kind.AlternativeLoader, RecordKind.LoaderSize)
            .Int64(tailStart)
            .Int64(tailStart + RecordKind.Tail.Length)
            .Int64(charactersEnd)
            .Int32(assembly.Length);
        record.Zeros(RecordKind.HeaderSize - record.Length).Bytes(body);
        long end = 0;
        foreach (var text in _strings)
            record.Int64(end += text.Length * sizeof(char));
        return record.Bytes(characters).Bytes(assembly).Bytes(RecordKind.Tail).ToArray();
    }
}
