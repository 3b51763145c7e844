using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Tests.Models;

public sealed class SupportIndexTests
{
    private static readonly SupportTable Table = new(
        "riskCategory",
        [OfferVariable.Rate, OfferVariable.Months],
        [
            new SupportCell(-1, [5, 4], 1),
            new SupportCell(0, [4.5, 4], 10),
            new SupportCell(0, [5.1, 4], 20),
            new SupportCell(0, [5.5, 4], 40),
            new SupportCell(0, [5.51, 4], 80),
            new SupportCell(0, [5, 6], 160),
            new SupportCell(2, [5, 4], 320),
        ]);

    private static SupportDefinition Definition(int minimum = 70) => new(
        "riskCategory", [new(OfferVariable.Months, 0), new(OfferVariable.Rate, 0.5m)], minimum);

    [Theory]
    [InlineData(0, 4, 5.0, 70)] // 4.5, 5.1 and 5.5: the ends count
    [InlineData(0, 4, 5.01, 140)] // 4.5 has left, 5.51 has come in
    [InlineData(0, 6, 5.0, 160)]
    [InlineData(0, 12, 5.0, 0)]
    [InlineData(0, 4, 4.6, 30)] // 5.1 is exactly 0.5 away, and not so in binary
    [InlineData(2, 4, 5.0, 320)]
    [InlineData(1, 4, 5.0, 0)]
    [InlineData(-1, 4, 5.0, 1)]
    public void Count_Adds_Rows_Within_All_Distances(int stratum, int months, double rate, long expected)
    {
        new SupportIndex(Table, Definition()).Count(stratum, new OfferTerms(100, months, (decimal)rate)).ShouldBe(expected);
    }

    [Theory]
    [InlineData(70, true)]
    [InlineData(71, false)]
    public void Covers_Needs_The_Minimum(int minimum, bool expected)
    {
        new SupportIndex(Table, Definition(minimum)).Covers(0, new OfferTerms(100, 4, 5)).ShouldBe(expected);
    }

    [Fact]
    public void Count_Ignores_Variables_Without_A_Distance()
    {
        var definition = new SupportDefinition("riskCategory", [new(OfferVariable.Rate, 0)], 1);

        new SupportIndex(Table, definition).Count(0, new OfferTerms(100, 4, 5)).ShouldBe(160);
    }

    [Fact]
    public void Constructor_Refuses_A_Variable_That_Was_Not_Counted()
    {
        var definition = new SupportDefinition("riskCategory", [new(OfferVariable.Amount, 10)], 1);

        Should.Throw<ArgumentException>(() => new SupportIndex(Table, definition));
    }
}
