using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Finntelligence.ModelOps.Yaml;

/// <summary>
/// Reads one YAML document whose top is a map, into nodes that remember which scalars were quoted. Aliases and tags are refused by
/// name: what they stand for could not be written back as it was.
/// </summary>
internal static class YamlReader
{
    private const int DeepestNesting = 64;

    /// <exception cref="InvalidDataException">The text is no such YAML; the message names the file and the line.</exception>
    public static YamlMap Read(string text, string file)
    {
        try
        {
            var parser = new Parser(new StringReader(text));
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _))
                return YamlMap.Of();
            parser.Consume<DocumentStart>();
            var top = Node(parser, file, depth: 0);
            parser.Consume<DocumentEnd>();
            if (parser.Accept<DocumentStart>(out var second))
                throw Fault(file, second.Start, "a second document begins; only one can be read");
            return top switch
            {
                YamlMap map => map,
                YamlScalar { IsNull: true } => YamlMap.Of(),
                _ => throw Fault(file, Mark.Empty, "a map was expected"),
            };
        }
        catch (YamlException fault)
        {
            throw new InvalidDataException($"{file}, line {fault.Start.Line}: {fault.Message}", fault);
        }
        // What the library's scanner throws at texts it does not foresee.
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException or IndexOutOfRangeException or OverflowException)
        {
            throw new InvalidDataException($"{file} is not YAML: {fault.Message}", fault);
        }
    }

    private static YamlNode Node(IParser parser, string file, int depth)
    {
        var at = parser.Current!.Start;
        if (depth > DeepestNesting)
            throw Fault(file, at, $"more than {DeepestNesting} levels of nesting");
        if (parser.Accept<AnchorAlias>(out var alias))
            throw Fault(file, at, $"the alias *{alias.Value} cannot be read");
        if (parser.Accept<NodeEvent>(out var node) && !node.Tag.IsEmpty)
            throw Fault(file, at, $"the tag {node.Tag} cannot be read");
        if (parser.TryConsume<Scalar>(out var scalar))
            return new YamlScalar(scalar.Value, scalar.Style == ScalarStyle.Plain);
        if (parser.TryConsume<SequenceStart>(out _))
        {
            var items = new List<YamlNode>();
            while (!parser.TryConsume<SequenceEnd>(out _))
                items.Add(Node(parser, file, depth + 1));
            return new YamlList(items);
        }
        parser.Consume<MappingStart>();
        return Map(parser, file, depth);
    }

    private static YamlMap Map(IParser parser, string file, int depth)
    {
        var members = new List<KeyValuePair<string, YamlNode>>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var at = parser.Current!.Start;
            if (Node(parser, file, depth + 1) is not YamlScalar key)
                throw Fault(file, at, "a key must be a word");
            if (!keys.Add(key.Value))
                throw Fault(file, at, $"the key '{key.Value}' stands twice");
            members.Add(KeyValuePair.Create(key.Value, Node(parser, file, depth + 1)));
        }
        return new YamlMap(members);
    }

    private static InvalidDataException Fault(string file, Mark at, string what) => new($"{file}, line {Math.Max(1, at.Line)}: {what}.");
}
