using Finntelligence.Lending.Models;

namespace Finntelligence.Lending.Tests.Offers;

/// <summary>Verdicts of made-up models.</summary>
internal static class SomeVerdicts
{
    public static PriceIdentification Of(PriceVerdict verdict) => new()
    {
        Verdict = verdict,
        Grounds = ["Because."],
        IsSelected = false,
        Rows = 1000,
        Spread = 1,
        Explained = 0.5,
        Left = 0.7,
        Neighbours = new RateNeighbours(0.5, 0.2),
        Placebos = [],
    };
}
