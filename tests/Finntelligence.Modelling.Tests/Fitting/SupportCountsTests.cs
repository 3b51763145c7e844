using System.Collections.Immutable;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Fitting;
using Finntelligence.Trees.Storage;
using ModelKind = Finntelligence.Lending.Products.ModelKind;

namespace Finntelligence.Modelling.Tests.Fitting;

public sealed class SupportCountsTests
{
    private static readonly SupportDefinition ByRateAndMonths = new(
        "riskCategory", [new SupportVariable(OfferVariable.Months, 0), new SupportVariable(OfferVariable.Rate, 1)], 1);

    [Fact]
    public void Equal_offers_are_counted_together_within_their_stratum()
    {
        var table = SupportCounts.Of(
            Rows((1, 4, 7.75), (0, 6, 5), (1, 4, 7.75), (1, 4, 3.25), (0, 6, 5), (1, 4, 7.75)), ByRateAndMonths);

        table.By.ShouldBe("riskCategory");
        table.Variables.ShouldBe([OfferVariable.Months, OfferVariable.Rate]);
        table.Cells.Select(c => (c.Stratum, c.Values[0], c.Values[1], c.Count)).ShouldBe([(0, 6, 5, 2), (1, 4, 3.25, 1), (1, 4, 7.75, 3)]);
    }

    [Fact]
    public void An_offer_that_is_not_recorded_whole_is_not_counted() =>
        SupportCounts.Of(Rows((1, double.NaN, 7.75), (1, 4, 5)), ByRateAndMonths).Cells.ShouldHaveSingleItem().Count.ShouldBe(1);

    private static TrainingRows Rows(params (int Stratum, double Months, double Rate)[] rows) => new()
    {
        Kind = ModelKind.Risk,
        Values = new RowValues([], 0),
        Labels = new float[rows.Length],
        FileRows = [.. Enumerable.Range(0, rows.Length)],
        Strata = [.. rows.Select(r => r.Stratum)],
        Offers = [.. rows.Select(r => new OfferVector(1000, r.Months, r.Rate))],
        RowsInFile = rows.Length,
        RowsLeftOut = 0,
        Implausible = ImmutableSortedDictionary<string, int>.Empty,
    };
}
