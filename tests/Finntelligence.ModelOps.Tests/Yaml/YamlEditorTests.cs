using Finntelligence.Foundation.Faults;
using Finntelligence.ModelOps.Yaml;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Finntelligence.ModelOps.Tests.Yaml;

public sealed class YamlEditorTests
{
    private const int Forms = 400;

    private static readonly string[] Words =
        ["a", "two words", "0x1f", "it's", "yes", "a: b", "x # y", "12", "1e5", "-", "[x]", "ünï", "a\nb", "", "tr,ue", "~", "dotnet run -- train", "\\", "\"q\""];

    [Fact]
    public void Some_Hundred_Forms_Keep_Every_Byte_That_Is_Not_Changed()
    {
        var edited = 0;
        for (var seed = 0; seed < Forms; seed++)
        {
            var random = new Random(seed);
            var document = Map(random, depth: 0);
            var text = new YamlForms(seed).Write(document);
            var current = YamlReader.Read(text, "file");
            current.HasSameValue(document).ShouldBeTrue($"{seed}:\n{text}");
            YamlEditor.Edit(text, current, document, "file").ShouldBe(text, "nothing is to change");
            var (wanted, touched) = Changed(current, random);

            string result;
            try
            {
                result = YamlEditor.Edit(text, current, wanted, "file");
            }
            catch (DataFaultException fault) when (fault.Message.Contains("cannot be edited", StringComparison.Ordinal))
            {
                continue;
            }

            edited++;
            YamlReader.Read(result, "file").HasSameValue(wanted).ShouldBeTrue($"{seed}:\n{text}\n→\n{result}");
            // The member that was touched has its lines; all before and after are byte for byte as they were.
            var (before, after) = Around(text, touched);
            result.ShouldStartWith(before, Case.Sensitive, $"{seed}:\n{text}\n→\n{result}");
            result.ShouldEndWith(after, Case.Sensitive, $"{seed}:\n{text}\n→\n{result}");
            // The parser's own events of the members that were not touched, styles included.
            EventsBut(result, touched).ShouldBe(EventsBut(text, touched), $"{seed}:\n{text}\n→\n{result}");
            Comments(before).ShouldBe(Comments(result[..before.Length]));
        }
        edited.ShouldBeGreaterThan(Forms * 8 / 10);
    }

    [Theory]
    [InlineData("a: 1 # one\nb: 2\n", "a: 5 # one\nb: 2\n")]
    [InlineData("a:   '1'\nb: 2", "a:   5\nb: 2")]
    [InlineData("a:\nb: 2\n", "a: 5\nb: 2\n")]
    [InlineData("b: 2\na:\n  one\n  two # c\n", "b: 2\na:\n  5 # c\n")]
    [InlineData("a: |\n  text\n\nb: 2\n", "a: 5\n\nb: 2\n")]
    [InlineData("{a: 1, b: 2} # c\n", "{a: 5, b: 2} # c\n")]
    [InlineData("---\na: 1\nb: 2\n...\n", "---\na: 5\nb: 2\n...\n")]
    [InlineData("b: 2\r\na: 1\r\n", "b: 2\r\na: 5\r\n")]
    [InlineData("b: 2", "b: 2\na: 5")]
    [InlineData("b: 2 # c\r\n# d\r\n", "b: 2 # c\r\na: 5\r\n# d\r\n")]
    [InlineData("a: {x: 1}\nb: 2\n", "a: 5\nb: 2\n")]
    public void A_Value_Is_Written_Where_It_Stood(string text, string expected)
    {
        var current = YamlReader.Read(text, "file");

        YamlEditor.Edit(text, current, current.With("a", YamlScalar.Of(5)), "file").ShouldBe(expected);
    }

    [Theory]
    [InlineData("{b: 2}\n")]
    [InlineData("{}\n")]
    [InlineData("? b\n: 2\n? a\n: 1\n")]
    public void What_Cannot_Be_Edited_In_Place_Is_Refused(string text)
    {
        var current = YamlReader.Read(text, "file");
        var wanted = current.With("a", YamlMap.Of(("x", YamlScalar.Of(1))));

        Should.Throw<DataFaultException>(() => YamlEditor.Edit(text, current, wanted, "file")).Message.ShouldStartWith("file");
    }

    private static (YamlMap Wanted, string Touched) Changed(YamlMap document, Random random)
    {
        var member = document.Members[random.Next(document.Members.Count)];
        return (document.With(member.Key.Value, Changed(member.Value, random, depth: 0)), member.Key.Value);
    }

    private static YamlNode Changed(YamlNode node, Random random, int depth)
    {
        if (node is YamlMap { Members.Count: > 0 } map && depth < 3)
        {
            var member = map.Members[random.Next(map.Members.Count)];
            return random.Next(6) switch
            {
                0 => map.With("added here", Scalar(random)),
                1 when map.Members.Count > 1 => map.With(member.Key.Value, null),
                _ => map.With(member.Key.Value, Changed(member.Value, random, depth + 1)),
            };
        }
        return random.Next(4) switch
        {
            0 => new YamlList([Scalar(random), Scalar(random)]),
            1 => YamlMap.Of(("x", Scalar(random)), ("y", new YamlList([Scalar(random)]))),
            _ => Scalar(random),
        };
    }

    private static YamlMap Map(Random random, int depth) => new(
        [.. Enumerable.Range(0, random.Next(2, 5)).Select(i => new YamlMember(
            // Integer keys too: they are no text.
            i == 1 && depth > 0 && random.Next(4) == 0 ? YamlScalar.Of(random.Next(3)) : YamlScalar.Of($"key {depth}{i}"),
            depth < 3 && random.Next(3) > 0 ? Map(random, depth + 1)
                : random.Next(3) == 0 ? new YamlList([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => (YamlNode)Scalar(random))])
                : Scalar(random)))]);

    private static YamlScalar Scalar(Random random) => random.Next(3) switch
    {
        0 => new YamlScalar(new[] { "1", "2.50", "true", "null", "0x10", "-3", "9007199254740993", ".5" }[random.Next(8)], IsPlain: true),
        _ => YamlScalar.Of(Words[random.Next(Words.Length)]),
    };

    // What stands before the lines of a member of the top and what stands after them, by the parser's marks.
    private static (string Before, string After) Around(string text, string key)
    {
        var members = YamlReader.Read(text, "file").Members.ToList();
        var at = members.FindIndex(member => member.Key.Value == key);
        var before = text[..members[at].Key.Span!.Value.Start];
        return (before, at + 1 < members.Count ? text[members[at + 1].Key.Span!.Value.Start..] : "");
    }

    private static IReadOnlyList<string> EventsBut(string text, string key)
    {
        var events = new List<string>();
        var parser = new Parser(new StringReader(text));
        parser.Consume<StreamStart>();
        parser.Consume<DocumentStart>();
        parser.Consume<MappingStart>();
        while (!parser.Accept<MappingEnd>(out _))
        {
            var name = parser.Consume<YamlDotNet.Core.Events.Scalar>();
            var depth = 0;
            do
            {
                var one = parser.Consume<ParsingEvent>();
                depth += one.NestingIncrease;
                if (name.Value != key)
                    events.Add($"{name.Style} {name.Value}: {Told(one)}");
            }
            while (depth > 0);
        }
        return events;
    }

    private static string Told(ParsingEvent one) => one switch
    {
        YamlDotNet.Core.Events.Scalar scalar => $"{scalar.Style} {scalar.Value}",
        MappingStart map => $"map {map.Style}",
        SequenceStart list => $"list {list.Style}",
        _ => one.GetType().Name,
    };

    private static IReadOnlyList<string> Comments(string text)
    {
        var scanner = new Scanner(new StringReader(text), skipComments: false);
        var comments = new List<string>();
        try
        {
            while (scanner.MoveNext())
            {
                if (scanner.Current is YamlDotNet.Core.Tokens.Comment comment)
                    comments.Add(comment.Value);
            }
        }
        catch (YamlException)
        {
            // The text is cut where a member ends; what was scanned up to there counts.
        }
        return comments;
    }
}
