namespace Finntelligence.Portfolios.Frontier;

/// <summary>The best portfolio within a limit.</summary>
/// <param name="Limit">The budget or the minimum.</param>
/// <param name="Multiplier">What one more unit of the resource is worth (a budget) or costs (a minimum), in profit.</param>
/// <param name="Totals">What it comes to.</param>
/// <param name="UpperBound">No portfolio within the limit can expect more profit.</param>
public sealed record FrontierPoint(double Limit, double Multiplier, Totals Totals, double UpperBound)
{
    /// <summary>How much more a better choice could at most earn.</summary>
    public double DualityGap => UpperBound - Totals.Profit;

    // The steps of the walk before this key are taken.
    internal UInt128 Stop { get; init; }
}
