using Finntelligence.Histories.Sources.Stata;

namespace Finntelligence.Histories.Tests.Sources.Stata;

/// <summary>The releases before tags; those of which other programs wrote a file are read in <see cref="RealStataFileTests"/> too.</summary>
public sealed class StataReleaseTests
{
    [Theory]
    [InlineData(105)]
    [InlineData(108)]
    [InlineData(110)]
    [InlineData(111)]
    [InlineData(112)]
    [InlineData(113)]
    [InlineData(114)]
    [InlineData(115)]
    public void Every_release_in_fixed_order_is_read(byte release)
    {
        bool letters = release < 111;
        var file = new StataFileBuilder(bigEndian: false) { Release = release };
        file.Variable("x", letters ? (byte)'d' : (byte)255).Variable("y", letters ? (byte)'i' : (byte)252).Variable("s", letters ? (byte)130 : (byte)3)
            .Row(file.Double(1.5), file.Int16(-7), StataFileBuilder.Text("ab", 3));

        StataSourceTests.Read(file.Build()).ShouldBe([["1.5", "-7", "ab"]]);
    }

    [Fact]
    public void Before_113_only_the_greatest_number_is_missing()
    {
        var file = new StataFileBuilder(bigEndian: false) { Release = 111 };
        file.Variable("b", 251).Variable("i", 252).Variable("l", 253)
            .Row([126], file.Int16(32766), file.Int32(int.MaxValue - 1))
            .Row([127], file.Int16(short.MaxValue), file.Int32(int.MaxValue));

        StataSourceTests.Read(file.Build()).ShouldBe([["126", "32766", "2147483646"], ["", "", ""]]);
    }

    [Fact]
    public void In_105_a_missing_double_has_a_value_of_its_own()
    {
        var file = new StataFileBuilder(bigEndian: true) { Release = 105 };
        file.Variable("d", (byte)'d').Row(file.DoubleBits(0x54C0000000000000)).Row(file.Double(2));

        StataSourceTests.Read(file.Build()).ShouldBe([[""], ["2"]]);
    }

    [Theory]
    [InlineData("%td", 18322, "2010-03-01")]
    [InlineData("%-tdD_m_Y", -1, "1959-12-31")]
    [InlineData("%d", 0, "1960-01-01")]
    [InlineData("%tc", 86400000, "1960-01-02")]
    [InlineData("%tw", 53, "1961-01-08")]
    [InlineData("%tm", -1, "1959-12-01")]
    [InlineData("%tq", 5, "1961-04-01")]
    [InlineData("%th", -1, "1959-07-01")]
    [InlineData("%ty", 2010, "2010")]
    [InlineData("%tC", 5, "5")]
    [InlineData("%td", 99999999, "99999999")]
    [InlineData("%9.0g", 18322, "18322")]
    public void A_display_format_says_what_is_a_date(string format, int count, string expected)
    {
        var file = new StataFileBuilder(bigEndian: false) { Format = format };

        StataSourceTests.Read(file.Variable("when", 253).Row(file.Int32(count)).Build()).ShouldBe([[expected]]);
    }
}
