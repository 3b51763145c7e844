using Finntelligence.Histories.Sources;
using Finntelligence.Histories.Sources.Stata;

namespace Finntelligence.Histories.Tests.Sources.Stata;

public sealed class StataSourceTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_type_is_read_in_both_byte_orders(bool bigEndian)
    {
        var file = new StataFileBuilder(bigEndian);
        file.Variable("b", 251).Variable("i", 252).Variable("l", 253).Variable("f", 254).Variable("d", 255).Variable("s", 5)
            .Row([0x9C], file.Int16(-12345), file.Int32(1234567890), file.Single(0.1f), file.Double(0.1), StataFileBuilder.Text("Zoë", 5))
            .Row([100], file.Int16(32740), file.Int32(2147483620), file.Single(-1.5f), file.Double(1e300), StataFileBuilder.Text("abcde", 5));

        Read(file.Build()).ShouldBe(
        [
            ["-100", "-12345", "1234567890", "0.1", "0.1", "Zoë"],
            ["100", "32740", "2147483620", "-1.5", "1E+300", "abcde"],
        ]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_missing_value_becomes_empty(bool bigEndian)
    {
        var file = new StataFileBuilder(bigEndian);
        file.Variable("b", 251).Variable("i", 252).Variable("l", 253).Variable("f", 254).Variable("d", 255);
        // "." and ".a" to ".z" are 27 codes on end; in floats each is one step of the twelfth mantissa bit.
        for (uint code = 0; code < 27; code++)
        {
            file.Row(
                [(byte)(101 + code)], file.Int16((short)(32741 + code)), file.Int32((int)(2147483621 + code)),
                file.SingleBits(0x7F000000 + (code << 11)), file.DoubleBits(0x7FE0000000000000 + ((ulong)code << 40)));
        }

        string[][] rows = Read(file.Build());

        rows.Length.ShouldBe(27);
        rows.SelectMany(r => r).ShouldAllBe(cell => cell.Length == 0);
    }

    [Fact]
    public void The_greatest_numbers_are_not_missing()
    {
        var file = new StataFileBuilder(bigEndian: false);
        file.Variable("f", 254).Variable("d", 255).Row(file.SingleBits(0x7EFFFFFF), file.DoubleBits(0x7FDFFFFFFFFFFFFF));

        Read(file.Build()).ShouldBe([["1.7014117E+38", "8.988465674311579E+307"]]);
    }

    [Theory]
    [InlineData(0xFF800000u)]
    [InlineData(0x7FC00000u)]
    public void Bits_that_are_no_number_are_refused_with_their_place(uint bits)
    {
        var file = new StataFileBuilder(bigEndian: false);
        file.Variable("first", 251).Variable("second", 254).Row([1], file.Single(1)).Row([2], file.SingleBits(bits));

        Should.Throw<InvalidSourceException>(() => Read(file.Build())).Message.ShouldStartWith("Row 2, variable second (byte ");
    }

    [Fact]
    public void A_file_cut_at_any_byte_is_refused_with_the_place()
    {
        byte[] whole = Sample();
        for (int length = 0; length < whole.Length; length++)
        {
            var e = Should.Throw<InvalidSourceException>(() => Read(whole[..length]));
            e.Message.ShouldStartWith($"The Stata file ends at byte {length}, within ");
        }
    }

    [Fact]
    public void What_follows_the_rows_is_read_to_its_end_and_ignored()
    {
        var file = new StataFileBuilder(bigEndian: false) { AfterRows = [1, 2, 3] };
        using var stream = new MemoryStream(file.Variable("b", 251).Row([7]).Build());
        using var source = new StataSource(stream);
        string[] cells = new string[1];

        source.TryRead(cells).ShouldBeTrue();
        source.TryRead(cells).ShouldBeFalse();

        cells.ShouldBe(["7"]);
        stream.Position.ShouldBe(stream.Length);
    }

    [Fact]
    public void More_rows_claimed_than_there_are_is_refused_without_memory_for_them()
    {
        var file = new StataFileBuilder(bigEndian: false) { ClaimedRows = int.MaxValue };
        file.Variable("s", 244).Row(StataFileBuilder.Text("x", 244));

        Should.Throw<InvalidSourceException>(() => Read(file.Build())).Message.ShouldContain("within row 2 of 2147483647");
    }

    [Fact]
    public void Damaged_bytes_give_rows_or_a_clear_refusal_and_nothing_else()
    {
        byte[] whole = Sample();
        var random = new Random(113);
        int refused = 0;
        for (int trial = 0; trial < 4000; trial++)
        {
            byte[] damaged = [.. whole];
            for (int i = random.Next(1, 4); i > 0; i--)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            try
            {
                Read(damaged);
            }
            catch (InvalidSourceException e)
            {
                e.Message.ShouldNotBeNullOrWhiteSpace();
                refused++;
            }
        }
        refused.ShouldBeInRange(100, 3999);
    }

    internal static string[][] Read(byte[] file)
    {
        using var source = new StataSource(new MemoryStream(file));
        var rows = new List<string[]>();
        string[] cells = new string[source.Columns.Count];
        while (source.TryRead(cells))
            rows.Add([.. cells]);
        return [.. rows];
    }

    private static byte[] Sample()
    {
        var file = new StataFileBuilder(bigEndian: false);
        return file.Variable("b", 251).Variable("f", 254).Variable("s", 3)
            .Row([1], file.Single(2.5f), StataFileBuilder.Text("abc", 3))
            .Row([2], file.Single(-2.5f), StataFileBuilder.Text("d", 3))
            .Build();
    }
}
