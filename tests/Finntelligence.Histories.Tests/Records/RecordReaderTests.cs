using System.Text;
using Finntelligence.Histories.Records;

namespace Finntelligence.Histories.Tests.Records;

public sealed class RecordReaderTests
{
    [Fact]
    public void Lines_Are_Records_And_Blank_Ones_Are_Counted() =>
        Texts("{a}\n\n \r\n{b}\r\n{c}", ScoreFormat.Ndjson).ShouldBe(["1:{a}", "4:{b}", "5:{c}"]);

    [Fact]
    public void A_Line_End_Between_Quotes_Belongs_To_The_Row() =>
        Texts("a,\"b\n\"\"c\"\"\r\n\",d\r\ne,f\n", ScoreFormat.Csv).ShouldBe(["1:a,\"b\n\"\"c\"\"\r\n\",d", "4:e,f"]);

    [Theory]
    [InlineData("a,\"b\nc,d\ne,f\n")]
    [InlineData("a,\"b\"x\nc,d\ne,f\n")]
    [InlineData("a,b\"\nc,d\ne,f\n")]
    [InlineData("a,\"b\nc,d\ne,f")]
    public void A_Row_With_Wrong_Quotes_Is_One_Line_And_The_Next_Begins_Anew(string text) =>
        Texts(text, ScoreFormat.Csv).ShouldBe(["1!", "2:c,d", "3:e,f"]);

    [Fact]
    public void A_Quote_That_Closes_Far_Below_Costs_Only_Its_Own_Line() =>
        Texts("a,\"b\nc,\"d\"\ne,f\n", ScoreFormat.Csv).ShouldBe(["1!", "2:c,\"d\"", "3:e,f"]);

    [Theory]
    [InlineData(ScoreFormat.Csv)]
    [InlineData(ScoreFormat.Ndjson)]
    public void A_Line_Too_Long_Is_A_Fault_And_The_Next_Is_Read(object format)
    {
        var text = new string('x', RecordReader.LongestRecord) + "\n" + new string('y', 5 * RecordReader.LongestRecord) + "\nshort\n";

        Texts(text, (ScoreFormat)format).ShouldBe(["1!", "2!", "3:short"]);
    }

    [Fact]
    public void A_Byte_Order_Mark_Is_No_Part_Of_A_Record() => Texts("\uFEFF{a}\n", ScoreFormat.Ndjson).ShouldBe(["1:{a}"]);

    [Theory]
    [InlineData("\uFEFF \n {\"a\":1}", ScoreFormat.Ndjson)]
    [InlineData("a,b\n", ScoreFormat.Csv)]
    [InlineData("", ScoreFormat.Csv)]
    public void The_Format_Is_Seen_From_The_First_Byte(string text, object format)
    {
        using var reader = new RecordReader(new MemoryStream(Encoding.UTF8.GetBytes(text)), format: null);

        reader.Format.ShouldBe((ScoreFormat)format);
    }

    [Fact]
    public void Records_Do_Not_Depend_On_How_The_Stream_Comes()
    {
        var random = new Random(5);
        for (var round = 0; round < 300; round++)
        {
            var text = RandomText(random);
            var whole = Texts(text, ScoreFormat.Csv);
            Texts(text, ScoreFormat.Csv, new TrickleStream(Encoding.UTF8.GetBytes(text), random)).ShouldBe(whole, text);
        }
    }

    [Fact]
    public void Reading_Goes_On_From_Every_Position()
    {
        var random = new Random(6);
        for (var round = 0; round < 50; round++)
        {
            var text = RandomText(random);
            var all = Texts(text, ScoreFormat.Csv);
            using var reader = Reader(text, ScoreFormat.Csv);
            var before = 0;
            while (reader.Next(most: 2) is { } block)
            {
                before += block.Records.Count;
                using var other = Reader(text, ScoreFormat.Csv);
                other.TryGoTo(block.End).ShouldBeTrue();
                Rest(other).ShouldBe(all.Skip(before));
            }
        }
    }

    [Theory]
    [InlineData("{a}\n{x}\n{c}\n")]
    [InlineData("{a}\n")]
    public void Another_Stream_Is_Noticed(string other)
    {
        using var reader = Reader("{a}\n{b}\n{c}\n", ScoreFormat.Ndjson);
        reader.Next(most: 1);
        var position = reader.Next(most: 1)!.End;

        Reader(other, ScoreFormat.Ndjson).TryGoTo(position).ShouldBeFalse();
    }

    private static string RandomText(Random random)
    {
        string[] pieces = ["a", ",", "\"", "\"\"", "\n", "\r\n", "b", "\"c\"", ",\"d\ne\",", "é", "\n\n"];
        return string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => pieces[random.Next(pieces.Length)]));
    }

    private static List<string> Texts(string text, ScoreFormat format, Stream? stream = null)
    {
        using var reader = stream is null ? Reader(text, format) : new RecordReader(stream, format);
        return Rest(reader);
    }

    private static List<string> Rest(RecordReader reader)
    {
        var texts = new List<string>();
        while (reader.Next() is { } block)
            texts.AddRange(block.Records.Select(r => r.Fault is null ? $"{r.Line}:{Encoding.UTF8.GetString(r.Bytes.Span)}" : $"{r.Line}!"));
        return texts;
    }

    private static RecordReader Reader(string text, ScoreFormat format) => new(new MemoryStream(Encoding.UTF8.GetBytes(text)), format);

    /// <summary>Gives a few bytes at a time.</summary>
    private sealed class TrickleStream(byte[] bytes, Random random) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, random.Next(1, 4)));
    }
}
