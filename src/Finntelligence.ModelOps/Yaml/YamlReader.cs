using Finntelligence.Foundation.Faults;
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

    /// <exception cref="DataFaultException">The text is no such YAML; the message names the file and the line.</exception>
    public static YamlMap Read(string text, string file)
    {
        try
        {
            var parser = new Parser(new StringReader(text));
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _))
                return YamlMap.Of();
            var start = parser.Consume<DocumentStart>();
            if (start.Version is { Version: not { Major: 1, Minor: 2 } } version)
                throw Fault(file, start.Start, $"%YAML {version.Version.Major}.{version.Version.Minor} gives words another meaning than YAML 1.2 and cannot be read");
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
            throw new DataFaultException($"{file}, line {fault.Start.Line}: {fault.Message}", fault);
        }
        // What the library's scanner throws at texts it does not foresee.
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException or IndexOutOfRangeException or OverflowException)
        {
            throw new DataFaultException($"{file} is not YAML: {fault.Message}", fault);
        }
    }

    private static YamlNode Node(IParser parser, string file, int depth, bool isInFlow = false)
    {
        var at = parser.Current!.Start;
        if (depth > DeepestNesting)
            throw Fault(file, at, $"more than {DeepestNesting} levels of nesting");
        if (parser.Accept<AnchorAlias>(out var alias))
            throw Fault(file, at, $"the alias *{alias.Value} cannot be read");
        if (parser.Accept<NodeEvent>(out var node) && !node.Tag.IsEmpty)
            throw Fault(file, at, $"the tag {node.Tag} cannot be read");
        if (parser.TryConsume<Scalar>(out var scalar))
            return new YamlScalar(scalar.Value, scalar.Style == ScalarStyle.Plain) { Span = Span(scalar, scalar, isInFlow) };
        if (parser.TryConsume<SequenceStart>(out var list))
        {
            var isFlow = isInFlow || list.Style == SequenceStyle.Flow;
            var items = new List<YamlNode>();
            while (!parser.Accept<SequenceEnd>(out _))
                items.Add(Node(parser, file, depth + 1, isFlow));
            return new YamlList(items) { Span = Span(list, parser.Consume<SequenceEnd>(), isFlow) };
        }
        return Map(parser, file, depth, isInFlow);
    }

    private static YamlMap Map(IParser parser, string file, int depth, bool isInFlow)
    {
        var map = parser.Consume<MappingStart>();
        var isFlow = isInFlow || map.Style == MappingStyle.Flow;
        var members = new List<YamlMember>();
        var keys = new HashSet<object>();
        while (!parser.Accept<MappingEnd>(out _))
        {
            var at = parser.Current!.Start;
            if (Node(parser, file, depth + 1, isFlow) is not YamlScalar key)
                throw Fault(file, at, "a key must be a word");
            if (key is { IsPlain: true, Value: "<<" })
                throw Fault(file, at, "the merge key << cannot be read");
            if (!keys.Add(key.Resolved))
                throw Fault(file, at, $"the key '{key.Value}' stands twice");
            members.Add(new YamlMember(key, Node(parser, file, depth + 1, isFlow)));
        }
        return new YamlMap(members) { Span = Span(map, parser.Consume<MappingEnd>(), isFlow) };
    }

    private static YamlSpan Span(ParsingEvent first, ParsingEvent last, bool isFlow) => new((int)first.Start.Index, (int)last.End.Index, isFlow);

    private static DataFaultException Fault(string file, Mark at, string what) => new($"{file}, line {Math.Max(1, at.Line)}: {what}.");
}
