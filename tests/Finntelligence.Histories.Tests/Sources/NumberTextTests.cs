using Finntelligence.Histories.Sources;

namespace Finntelligence.Histories.Tests.Sources;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData("7.750", "7.75")]
    [InlineData("4.0", "4")]
    [InlineData(" 12 ", "12")]
    [InlineData("-0.0", "0")]
    [InlineData("1e3", "1000")]
    [InlineData(".5", "0.5")]
    [InlineData(".", "")]
    [InlineData("", "")]
    [InlineData("007", "007")]
    [InlineData("12345678901234567", "12345678901234567")]
    [InlineData("1,5", "1,5")]
    [InlineData("NaN", "NaN")]
    [InlineData("1e999", "1e999")]
    [InlineData("+5", "+5")]
    [InlineData("2008-05-29", "2008-05-29")]
    [InlineData("Gauteng", "Gauteng")]
    public void Normalise_writes_numbers_one_way_and_leaves_the_rest(string cell, string expected) =>
        NumberText.Normalise(cell).ShouldBe(expected);

    [Fact]
    public void A_number_is_the_shortest_text_of_its_own_type()
    {
        NumberText.Of(0.1f).ShouldBe("0.1");
        NumberText.Of((double)0.1f).ShouldBe("0.10000000149011612");
        NumberText.Of(-0.0).ShouldBe("0");
    }

    [Fact]
    public void Normalise_is_settled_after_one_pass()
    {
        var random = new Random(7);
        for (int i = 0; i < 2000; i++)
        {
            string once = NumberText.Normalise(NumberText.Of(Math.Round(random.NextDouble() * 1e6, random.Next(8))));
            NumberText.Normalise(once).ShouldBe(once);
        }
    }
}
