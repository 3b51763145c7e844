using Finntelligence.Lending.Models;
using Finntelligence.Modelling.Identification;

namespace Finntelligence.Modelling.Tests.Identification;

public sealed class IdentificationVerdictTests
{
    private static readonly DesignFigures Design = new(["risk", "wave"], [], 0.001, 0);
    private static readonly PlaceboFigures Harmless = new("age", 0.0001, 0.3);
    private static readonly PlaceboFigures Telling = new("age", 0.02, 9);
    private static readonly RateNeighbours Many = new(0.8, 0.4);
    private static readonly BalanceFigures Balanced = new("score", 0.4, 0.01);

    [Fact]
    public void A_design_that_the_rows_agree_with_is_randomised_however_much_its_strata_explain() =>
        IdentificationVerdict.Of(0.95, new RateNeighbours(0.01, 0), 0.01, Design, [Harmless], [Balanced]).Verdict.ShouldBe(PriceVerdict.Randomised);

    [Theory]
    [InlineData(0.05, 0.0001, 0.3)]
    [InlineData(0.001, 0.02, 9)]
    public void A_design_that_the_rows_contradict_is_not_believed(double explained, double placebo, double z)
    {
        var (verdict, grounds) = IdentificationVerdict.Of(0.3, Many, 0.7, Design with { Explained = explained }, [new("age", placebo, z)], [Balanced]);

        verdict.ShouldNotBe(PriceVerdict.Randomised);
        grounds[0].ShouldContain("is not what the rows show");
    }

    [Fact]
    public void Without_a_design_overlap_and_balance_identify()
    {
        var (verdict, grounds) = IdentificationVerdict.Of(0.6, Many, 0.4, null, [Harmless], [Balanced]);

        verdict.ShouldBe(PriceVerdict.Identified);
        grounds[^1].ShouldContain("no history can tell");
    }

    [Fact]
    public void A_placebo_that_is_telling_but_small_or_large_by_chance_does_not_count()
    {
        IdentificationVerdict.Of(0.3, Many, 0.7, null, [new("age", 0.009, 20)], [Balanced]).Verdict.ShouldBe(PriceVerdict.Identified);
        IdentificationVerdict.Of(0.3, Many, 0.7, null, [new("age", 0.05, 3.9)], [Balanced]).Verdict.ShouldBe(PriceVerdict.Identified);
    }

    [Fact]
    public void Each_thing_that_is_missing_makes_the_effect_unidentified_and_all_are_named()
    {
        IdentificationVerdict.Of(0.9, Many, 0.7, null, [], [Balanced]).Verdict.ShouldBe(PriceVerdict.NotIdentified);
        IdentificationVerdict.Of(0.3, new RateNeighbours(0.05, 0), 0.7, null, [], [Balanced]).Verdict.ShouldBe(PriceVerdict.NotIdentified);
        IdentificationVerdict.Of(0.3, Many, 0.05, null, [], [Balanced]).Verdict.ShouldBe(PriceVerdict.NotIdentified);
        IdentificationVerdict.Of(0.3, Many, 0.7, null, [Telling], [Balanced]).Verdict.ShouldBe(PriceVerdict.NotIdentified);
        IdentificationVerdict.Of(0.3, Many, 0.7, null, [], [Balanced with { After = 0.2 }]).Verdict.ShouldBe(PriceVerdict.NotIdentified);
        IdentificationVerdict.Of(0.95, new RateNeighbours(0.05, 0), 0.05, null, [Telling], [Balanced with { After = 0.2 }]).Grounds.Length.ShouldBe(6);
    }

    [Fact]
    public void What_the_model_does_not_see_of_the_strata_is_said()
    {
        var design = Design with { Unseen = ["wave"], UnseenExplained = 0.017 };

        IdentificationVerdict.Of(0.2, Many, 0.7, design, [], [Balanced]).Grounds.ShouldContain("The model does not see wave, which explains a further 1.70 % of the rate.");
    }
}
