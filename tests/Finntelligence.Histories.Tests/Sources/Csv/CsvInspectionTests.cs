using System.Text;
using Finntelligence.Histories.Sources;
using Finntelligence.Histories.Sources.Csv;
using Finntelligence.Lending.Products;

namespace Finntelligence.Histories.Tests.Sources.Csv;

public sealed class CsvInspectionTests
{
    private const string Table = "name;amount\r\nZoë;1,5\r\n\"a;b\r\nc\";2\r\n";

    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    [Theory]
    [InlineData("a,b\n1,2\n", ',')]
    [InlineData("a;b\n1,5;2,5\n", ';')]
    [InlineData("a\tb c\n1\t2, 3\n", '\t')]
    [InlineData("a|b\n1|2\n", '|')]
    [InlineData("only\n1\n", ',')]
    [InlineData("a,b\n\"x;y;z\",2\n", ',')]
    [InlineData("time,b\n10:00:00,2\n11:00:00,3\n", ',')]
    [InlineData("a;b\r1;2\r", ';')]
    [InlineData("sep=;\na;b,c\n1;2\n", ';')]
    [InlineData("", ',')]
    public void The_delimiter_is_found(string text, char delimiter) => Inspect(Encoding.UTF8.GetBytes(text)).Delimiter.ShouldBe(delimiter);

    [Fact]
    public void A_declared_delimiter_is_not_looked_for() =>
        CsvInspection.Inspect(new MemoryStream("a;b\n1;2\n"u8.ToArray()), new HistoryFormat { Delimiter = ',' }).Delimiter.ShouldBe(',');

    public static TheoryData<string, byte[]> Encodings { get; } = new()
    {
        { "UTF-8", Encoding.UTF8.GetBytes(Table) },
        { "UTF-8 with a mark", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Table)] },
        { "UTF-16, marked", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Table)] },
        { "UTF-16, other order", [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(Table)] },
        { "UTF-16 without a mark", Encoding.Unicode.GetBytes(Table) },
        { "UTF-16, other order, without a mark", Encoding.BigEndianUnicode.GetBytes(Table) },
        { "Windows-1252", Windows1252.GetBytes(Table) },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Every_encoding_gives_the_same_table(string name, byte[] bytes)
    {
        using var source = new CsvSource(new MemoryStream(bytes), Inspect(bytes), () => 0);
        var cells = new string[2];

        source.Columns.ShouldBe(["name", "amount"], name);
        source.TryRead(cells).ShouldBeTrue();
        cells.ShouldBe(["Zoë", "1,5"]);
        source.TryRead(cells).ShouldBeTrue();
        cells.ShouldBe(["a;b\r\nc", "2"]);
        source.TryRead(cells).ShouldBeFalse();
    }

    [Fact]
    public void What_is_not_the_usual_is_said()
    {
        Inspect(Windows1252.GetBytes(Table)).Notes.ShouldBe([
            "The file is read as Windows-1252, since it is not UTF-8 (byte 15).", "The cells are separated by semicolons."]);
        Inspect("a,b\n"u8.ToArray()).Notes.ShouldBeEmpty();
    }

    [Fact]
    public void A_byte_far_behind_the_beginning_tells_the_encoding_too()
    {
        byte[] bytes = [.. "a,b\n"u8, .. Enumerable.Repeat("1,2\n"u8.ToArray(), 400_000).SelectMany(b => b), (byte)'x', 0xEB, .. ",2\n"u8];
        Inspect(bytes).Encoding!.WebName.ShouldBe("windows-1252");
    }

    [Fact]
    public void Bytes_of_no_encoding_are_refused_with_the_place() =>
        Should.Throw<InvalidSourceException>(() => Inspect([.. "a\n"u8, 0xFF, 0x81])).Message
            .ShouldBe("The file is neither UTF-8 nor Windows-1252: byte 3 is 0x81.");

    [Fact]
    public void A_first_line_that_names_the_delimiter_is_no_header()
    {
        byte[] bytes = [.. "sep=;\r\na;b\r\n1;2\r\n"u8];
        using var source = new CsvSource(new MemoryStream(bytes), Inspect(bytes), () => 0);
        source.Columns.ShouldBe(["a", "b"]);
    }

    private static CsvDialect Inspect(byte[] bytes) => CsvInspection.Inspect(new MemoryStream(bytes), HistoryFormat.Found);
}
