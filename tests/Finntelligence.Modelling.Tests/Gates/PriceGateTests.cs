using Finntelligence.Lending.Models;
using Finntelligence.Modelling.Gates;

namespace Finntelligence.Modelling.Tests.Gates;

public sealed class PriceGateTests
{
    [Fact]
    public void Only_an_effect_that_is_not_identified_stops_a_promotion()
    {
        PriceGate.Check("risk", Figures(PriceVerdict.Randomised)).Passed.ShouldBeTrue();
        PriceGate.Check("risk", Figures(PriceVerdict.Identified)).Passed.ShouldBeTrue();
        var failed = PriceGate.Check("risk", Figures(PriceVerdict.NotIdentified));
        failed.Passed.ShouldBeFalse();
        failed.Figure.ShouldBe("not identified: All have the same rate");
    }

    [Fact]
    public void A_model_that_nobody_looked_at_passes_and_says_so()
    {
        var result = PriceGate.Check("acceptance", null);

        result.Passed.ShouldBeTrue();
        result.Figure.ShouldBe("not examined");
    }

    private static PriceIdentification Figures(PriceVerdict verdict) => new()
    {
        Verdict = verdict,
        Grounds = ["All have the same rate."],
        IsSelected = false,
        Rows = 10,
        Spread = 0,
        Explained = 0,
        Left = 0,
        Neighbours = new RateNeighbours(0, 0),
        Placebos = [],
    };
}
