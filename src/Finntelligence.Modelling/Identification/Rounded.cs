using System.Globalization;
using Finntelligence.Lending.Models;

namespace Finntelligence.Modelling.Identification;

/// <summary>Figures as a manifest holds them: to eight significant digits, since the last bits may differ from one machine to the next.</summary>
internal static class Rounded
{
    public static double Of(double value) =>
        double.IsFinite(value) ? double.Parse(value.ToString("G8", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : 0;

    public static RateNeighbours Of(RateNeighbours n) => new(Of(n.Median), Of(n.Fifth));

    public static DesignFigures Of(DesignFigures d) => d with { Explained = Of(d.Explained), UnseenExplained = Of(d.UnseenExplained) };

    public static PlaceboFigures Of(PlaceboFigures p) => p with { Explained = Of(p.Explained), Z = Of(p.Z) };

    public static WeightFigures Of(WeightFigures w) => w with
    {
        EffectiveRows = Of(w.EffectiveRows),
        Least = Of(w.Least),
        Greatest = Of(w.Greatest),
        Balance = [.. w.Balance.Select(b => b with { Before = Of(b.Before), After = Of(b.After) })],
    };
}
