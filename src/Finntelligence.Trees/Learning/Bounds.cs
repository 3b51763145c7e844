namespace Finntelligence.Trees.Learning;

/// <summary>
/// The range a node's leaves must stay in so that the splits above it on monotone features hold: all leaves on the low side
/// of such a split stay on one side of the middle between its two values, all leaves on the high side on the other.
/// </summary>
internal readonly record struct Bounds(double Low, double High)
{
    public static Bounds None { get; } = new(double.NegativeInfinity, double.PositiveInfinity);

    public double Clamp(double value) => Math.Min(Math.Max(value, Low), High);

    /// <summary>The bounds of the two children of a split.</summary>
    public (Bounds Left, Bounds Right) Split(double leftValue, double rightValue, Monotonicity monotonicity)
    {
        var middle = leftValue / 2 + rightValue / 2;
        return monotonicity switch
        {
            Monotonicity.Increasing => (this with { High = middle }, this with { Low = middle }),
            Monotonicity.Decreasing => (this with { Low = middle }, this with { High = middle }),
            _ => (this, this),
        };
    }
}
