using System.Collections.Immutable;
using System.Globalization;

namespace Finntelligence.Evidence.Evaluation.Policies;

/// <summary>A way to choose a rate from profit curves: the best one if its gain over the card's is large enough, else the card's.</summary>
/// <param name="Name">Identifier.</param>
/// <param name="Title">For a person.</param>
/// <param name="Family">What gain it believes in.</param>
/// <param name="Servable">Whether the offer engine can do it (policy.card of product.json).</param>
/// <param name="Choose">Position of the rate.</param>
internal sealed record Variant(string Name, string Title, string Family, bool Servable, Func<ProfitCurves, int> Choose)
{
    private static readonly double[] AbsoluteGains = [0.25, 0.5, 1, 2, 4];
    private static readonly double[] RelativeGains = [0.02, 0.05, 0.1, 0.2];
    private static readonly double[] Pessimism = [0.5, 1, 2];

    /// <summary>The engine's own choice.</summary>
    public static Variant Shipped { get; } = Plain("engine", "offer engine", true, c => c.Engine);

    /// <summary>The engine's with losses.</summary>
    public static Variant ShippedWithLoss { get; } = Plain("engineWithLoss", "offer engine with losses", true, c => c.EngineWithLoss);

    /// <summary>The card.</summary>
    public static Variant Card { get; } = new("card", "standard card", "card", true, c => c.Count - 1);

    /// <summary>Everything that is tried.</summary>
    public static ImmutableArray<Variant> All { get; } =
    [
        Card,
        .. Thresholds("engine", "offer engine", true, c => c.Engine),
        .. Thresholds("engineWithLoss", "offer engine with losses", true, c => c.EngineWithLoss),
        .. Thresholds("hurdle", "size and arrears by rate", false, c => c.Hurdle),
        .. Thresholds("direct", "profit regression", false, c => c.Direct),
        .. from z in Pessimism
           from gain in (double[])[0, 0.5, 1]
           select new Variant(
               $"pessimism-{Text(z)}-{Text(gain)}", $"bagged gain − {Text(z)} deviations above {Text(gain)}", "pessimism", false,
               c => Best(c, r => c.BagMean[r] - (z * c.BagDeviation[r]), gain)),
    ];

    private static IEnumerable<Variant> Thresholds(string family, string title, bool servable, Func<ProfitCurves, double[]> curve) =>
    [
        Plain(family, title, servable, curve),
        .. AbsoluteGains.Select(gain => new Variant(
            $"{family}-{Text(gain)}", $"{title}, gain above {Text(gain)}", family, servable, c => Shrunk(c, curve(c), gain, 0))),
        .. RelativeGains.Select(gain => new Variant(
            $"{family}-{Text(gain * 100)}pc", $"{title}, gain above {Text(gain * 100)} %", family, servable, c => Shrunk(c, curve(c), 0, gain))),
    ];

    private static Variant Plain(string family, string title, bool servable, Func<ProfitCurves, double[]> curve) =>
        new(family, title, family, servable, c => Shrunk(c, curve(c), double.NegativeInfinity, double.NegativeInfinity));

    // At equal profit the lower rate, as the engine does; a threshold of −∞ always takes the best.
    private static int Shrunk(ProfitCurves curves, double[] curve, double gain, double share)
    {
        int card = curves.Count - 1, best = 0;
        for (int r = 1; r < curves.Count; r++)
        {
            if (curve[r] > curve[best])
                best = r;
        }
        if (double.IsNegativeInfinity(curve[best]))
            return card;
        if (double.IsNegativeInfinity(gain) || double.IsNegativeInfinity(curve[card]))
            return best;
        double gained = curve[best] - curve[card];
        return gained > gain && gained > share * Math.Abs(curve[card]) ? best : card;
    }

    private static int Best(ProfitCurves curves, Func<int, double> gain, double least)
    {
        int best = curves.Count - 1;
        double most = least;
        for (int r = 0; r < curves.Count - 1; r++)
        {
            if (gain(r) is var value && value > most)
                (best, most) = (r, value);
        }
        return best;
    }

    private static string Text(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
