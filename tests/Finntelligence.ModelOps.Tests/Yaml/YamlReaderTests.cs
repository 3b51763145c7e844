using Finntelligence.Foundation.Faults;
using Finntelligence.ModelOps.Yaml;

namespace Finntelligence.ModelOps.Tests.Yaml;

public sealed class YamlReaderTests
{
    [Fact]
    public void A_Pipeline_As_People_Write_It_Is_Read()
    {
        var pipeline = Read("""
            # The life cycle
            stages:
              import:   # the first
                cmd: dotnet run -- data import
                deps: [src, "data/raw file.csv"]
                outs:
                - data/history.csv:
                    cache: false
              train:
                cmd: >-
                  dotnet run
                  -- train
                params:
                  - seed
                  - options.yaml:
                    - trees
                    - 'a: b'
                outs: {model.zip: {cache: false}}
                frozen:
            """);

        var import = pipeline["stages"]!["import"]!;
        import["cmd"]!.Text.ShouldBe("dotnet run -- data import");
        Items(import["deps"]).Select(item => item.Text).ShouldBe(["src", "data/raw file.csv"]);
        Items(import["outs"]).ShouldHaveSingleItem()["data/history.csv"]!["cache"]!.Text.ShouldBe("false");
        var train = pipeline["stages"]!["train"]!;
        train["cmd"]!.Text.ShouldBe("dotnet run -- train");
        Items(train["params"])[0].Text.ShouldBe("seed");
        Items(Items(train["params"])[1]["options.yaml"]).Select(item => item.Text).ShouldBe(["trees", "a: b"]);
        train["outs"]!["model.zip"]!["cache"]!.Text.ShouldBe("false");
        train["frozen"]!.Text.ShouldBeNull();
    }

    [Fact]
    public void A_Lock_As_DVC_Writes_It_Is_Read()
    {
        // DVC folds long commands at 80 columns.
        var document = Read("""
            schema: '2.0'
            stages:
              train:
                cmd: dotnet run --project src/Finntelligence.Training -- train --product cash-loan
                  --seed 1 --trees 200
                params:
                  params.yaml:
                    rate: 0.05
                    words:
                    - a
                    - b
                outs:
                - path: models
                  hash: md5
                  md5: 12345678901234567890123456789012.dir
                  size: 5
                  nfiles: 2
            """);

        var train = document["stages"]!["train"]!;
        train["cmd"]!.Text.ShouldBe("dotnet run --project src/Finntelligence.Training -- train --product cash-loan --seed 1 --trees 200");
        train["params"]!["params.yaml"]!["rate"]!.HasSameValue(new YamlScalar("0.05", IsPlain: true)).ShouldBeTrue();
        Items(train["params"]!["params.yaml"]!["words"]).Count.ShouldBe(2);
        Items(train["outs"])[0]["nfiles"]!.Text.ShouldBe("2");
    }

    [Theory]
    [InlineData("'it''s'", "it's")]
    [InlineData("\"a\\tb\\u00e9\\x41\\\"\"", "a\tbéA\"")]
    [InlineData("'a\n  b\n\n  c'", "a b\nc")]
    [InlineData("\"a\\\n  \\ b\"", "a b")]
    [InlineData("\"a \\\n  b\"", "a b")]
    [InlineData("a # comment", "a")]
    [InlineData("a#b", "a#b")]
    [InlineData("http://x:80/y", "http://x:80/y")]
    [InlineData("a\n  b\n\n  c", "a b\nc")]
    [InlineData("|\n  a\n   b\n\n  c\n", "a\n b\n\nc\n")]
    [InlineData("|-\n  a\n  b\n", "a\nb")]
    [InlineData(">\n  a\n  b\n\n  c\n", "a b\nc\n")]
    [InlineData("'no: key'", "no: key")]
    [InlineData("''", "")]
    public void A_Scalar_Is_Read_As_Any_Reader_Would(string yaml, string expected) =>
        ((YamlScalar)Read($"key: {yaml}")["key"]!).Value.ShouldBe(expected);

    [Theory]
    [InlineData("a: &b 1\nc: *b", 2, "alias *b")]
    [InlineData("a: !!set 1", 1, "tag tag:yaml.org,2002:set")]
    [InlineData("a: 1\na: 2", 2, "twice")]
    [InlineData("[a]: 1", 1, "key must be a word")]
    [InlineData("a: 1\n  b: 2", 2, "invalid mapping")]
    [InlineData("a:\n  b: 1\n c: 2", 3, "expected key")]
    [InlineData("a:\n\tb: 1", 1, "tab")]
    [InlineData("a: 1\n---\nb: 2", 2, "second document")]
    [InlineData("- a", 1, "map was expected")]
    [InlineData("a: [1, 2", 2, "expected ',' or ']'")]
    [InlineData("a: 'b", 1, "unexpected end")]
    [InlineData("a: 'b' c", 1, "expected key")]
    [InlineData("a: 1\nplain", 2, "expected ':'")]
    public void What_Cannot_Be_Read_Is_Named_With_Its_Line(string yaml, int line, string what)
    {
        var fault = Should.Throw<DataFaultException>(() => YamlReader.Read(yaml, "dvc.yaml"));

        fault.Message.ShouldStartWith($"dvc.yaml, line {line}: ");
        fault.Message.ShouldContain(what);
    }

    [Fact]
    public void Nesting_Without_End_Is_Refused_Before_The_Stack_Is()
    {
        var fault = Should.Throw<DataFaultException>(() => YamlReader.Read(string.Concat(Enumerable.Repeat("[", 100_000)), "dvc.yaml"));

        fault.Message.ShouldContain("nesting");
    }

    [Fact]
    public void Any_Text_Is_Read_Or_Refused_But_Never_Crashes()
    {
        const string alphabet = "ab:- \n\n  '\"[]{},#|>\\&*!?\tx01é";
        var random = new Random(20260301);
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => alphabet[random.Next(alphabet.Length)]));
            try
            {
                YamlReader.Read(text, "f");
            }
            catch (DataFaultException)
            {
                // Refused by name.
            }
        }
    }

    [Fact]
    public void What_Was_Written_Is_Read_Back()
    {
        var random = new Random(42);
        for (var i = 0; i < 2_000; i++)
        {
            var document = Map(random, depth: 3);
            var text = YamlWriter.Write(document);

            YamlWriter.Write(YamlReader.Read(text, "f")).ShouldBe(text);
            Shape(YamlReader.Read(text, "f")).ShouldBe(Shape(document), text);
        }
    }

    private static YamlMap Read(string text) => YamlReader.Read(text, "file");

    private static IReadOnlyList<YamlNode> Items(YamlNode? node) => node.ShouldBeOfType<YamlList>().Items;

    private static YamlMap Map(Random random, int depth) => new(
        [.. Enumerable.Range(0, random.Next(4)).Select(i => new YamlMember($"{Word(random)}{i}", Node(random, depth - 1)))]);

    private static YamlNode Node(Random random, int depth) => (depth == 0 ? 0 : random.Next(4)) switch
    {
        1 => new YamlList([.. Enumerable.Range(0, random.Next(4)).Select(_ => Node(random, depth - 1))]),
        2 => Map(random, depth),
        _ => random.Next(4) == 0 ? YamlScalar.Of(random.Next(100)) : YamlScalar.Of(Word(random)),
    };

    private static string Word(Random random)
    {
        var alphabet = "abz019 :-#'\"\\,[]{}&*!|>%@`?~.é😀\n\t/=".EnumerateRunes().ToArray();
        return string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => alphabet[random.Next(alphabet.Length)].ToString()));
    }

    // Whether a string was quoted does not matter; whether a number is a number does.
    private static string Shape(YamlNode node) => node switch
    {
        YamlMap map => $"{{{string.Join(',', map.Members.Select(member => $"<{member.Key.Value}>={Shape(member.Value)}"))}}}",
        YamlList list => $"[{string.Join(',', list.Items.Select(Shape))}]",
        YamlScalar scalar => int.TryParse(scalar.Value, out _) ? $"{scalar.IsPlain}<{scalar.Value}>" : $"<{scalar.Value}>",
        _ => "",
    };
}
