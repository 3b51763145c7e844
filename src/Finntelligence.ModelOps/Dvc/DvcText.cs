using System.Text;
using Finntelligence.Foundation.Faults;
using Finntelligence.ModelOps.Files;
using Finntelligence.ModelOps.Yaml;

namespace Finntelligence.ModelOps.Dvc;

/// <summary>One of DVC's YAML files: its text, and what the text says. It is edited in place: what is not changed keeps its bytes.</summary>
internal sealed class DvcText
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly string _path;
    private readonly string _text;
    private readonly bool _hasByteOrderMark;

    private DvcText(string path, string text, bool hasByteOrderMark, YamlMap document)
    {
        _path = path;
        _text = text;
        _hasByteOrderMark = hasByteOrderMark;
        Document = document;
    }

    public YamlMap Document { get; }

    /// <summary>A file that does not exist yet.</summary>
    public static DvcText Empty(string path) => new(path, "", hasByteOrderMark: false, YamlMap.Of());

    /// <exception cref="DvcException">The file is not UTF-8 or not YAML as it can be read.</exception>
    public static DvcText Read(string path)
    {
        try
        {
            var bytes = File.ReadAllBytes(path).AsSpan();
            var hasByteOrderMark = bytes.StartsWith(Encoding.UTF8.Preamble);
            var text = Utf8.GetString(hasByteOrderMark ? bytes[Encoding.UTF8.Preamble.Length..] : bytes);
            return new DvcText(path, text, hasByteOrderMark, YamlReader.Read(text, path));
        }
        catch (DecoderFallbackException fault)
        {
            throw new DvcException($"{path} is not UTF-8: {fault.Message}", fault);
        }
        catch (DataFaultException fault)
        {
            throw new DvcException(fault.Message, fault);
        }
    }

    /// <exception cref="DvcException">The text is laid out in a way that cannot be edited in place.</exception>
    public DvcText With(YamlMap document)
    {
        try
        {
            var edited = YamlEditor.Edit(_text, Document, document, _path);
            return new DvcText(_path, edited, _hasByteOrderMark, YamlReader.Read(edited, _path));
        }
        catch (DataFaultException fault)
        {
            throw new DvcException(fault.Message, fault);
        }
    }

    public void Save()
    {
        byte[] bytes = [.. _hasByteOrderMark ? Encoding.UTF8.Preamble : [], .. Utf8.GetBytes(_text)];
        if (!File.Exists(_path) || !File.ReadAllBytes(_path).AsSpan().SequenceEqual(bytes))
            AtomicFile.WriteAllBytes(_path, bytes);
    }

    /// <summary>Refuses by name what is not understood.</summary>
    /// <param name="node">A map, or the null that stands for an empty one.</param>
    /// <param name="known">Members that are understood.</param>
    /// <param name="what">Begins the message.</param>
    public static void CheckMembers(YamlNode node, IReadOnlyCollection<string> known, string what)
    {
        if (node is not YamlMap map)
            throw new DvcException($"{what} is not written as a map of names and values.");
        if (map.Members.FirstOrDefault(member => !known.Contains(member.Key.Value)) is { } unknown)
            throw new DvcException($"{what} uses '{unknown.Key.Value}', which only DVC itself can do.");
    }
}
