using System.Collections.Immutable;
using System.Globalization;

namespace Finntelligence.Lending.Products;

/// <summary>
/// A probability that the lender declares in place of a model, where no history says anything: one for everybody, or a curve over the rate.
/// </summary>
/// <param name="Points">Rates ascending; one point for a constant.</param>
public sealed record DeclaredProbability(ImmutableArray<DeclaredPoint> Points)
{
    /// <summary>The only input of a model that is made of it.</summary>
    public const string Input = "rate";

    /// <summary>Whether it is the same at every rate.</summary>
    public bool IsConstant => Points.Length == 1;

    /// <summary>The probability at a rate: on the line between two points, and beyond the ends as at the ends.</summary>
    public decimal At(decimal rate)
    {
        if (rate <= Points[0].Rate)
            return Points[0].Probability;
        for (var i = 1; i < Points.Length; i++)
        {
            var (from, to) = (Points[i - 1], Points[i]);
            if (rate <= to.Rate)
                return from.Probability + (to.Probability - from.Probability) * ((rate - from.Rate) / (to.Rate - from.Rate));
        }

        return Points[^1].Probability;
    }

    /// <summary>For people: "0.3", or "0.5 at 4 % to 0.2 at 12 %".</summary>
    public override string ToString() => IsConstant
        ? Text(Points[0].Probability)
        : $"{Text(Points[0].Probability)} at {Text(Points[0].Rate)} % to {Text(Points[^1].Probability)} at {Text(Points[^1].Rate)} %";

    /// <summary>What determines the probabilities, for <see cref="SchemaHash"/>.</summary>
    internal IEnumerable<string> Parts(RateAxis axis) =>
    [
        "declared",
        .. Points.Select(p => $"{Text(p.Rate)}:{Text(p.Probability)}"),
        .. IsConstant ? [] : new[] { Text(axis.Minimum), Text(axis.Maximum), Text(axis.Step) },
    ];

    private static string Text(decimal number) => number.ToString("0.############################", CultureInfo.InvariantCulture);
}

/// <summary>A point of a declared curve.</summary>
/// <param name="Rate">Percent per rate period.</param>
/// <param name="Probability">In [0, 1].</param>
public sealed record DeclaredPoint(decimal Rate, decimal Probability);
