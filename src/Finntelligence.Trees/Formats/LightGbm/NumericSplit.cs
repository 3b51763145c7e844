namespace Finntelligence.Trees.Formats.LightGbm;

/// <summary>
/// LightGBM's numeric decision as one of ours: <c>value ≤ Threshold</c> on float32, NaN by a fixed direction. It is the same
/// decision for every float32 value.
/// </summary>
/// <param name="Threshold">The largest float32 that goes left.</param>
/// <param name="MissingGoesLeft">Where NaN goes.</param>
internal readonly record struct NumericSplit(float Threshold, bool MissingGoesLeft)
{
    /// <summary>LightGBM's bound for "is zero": the float32 nearest to 1e-35. Values up to it, on both sides, count as 0.</summary>
    private const float ZeroBound = 1e-35f;

    /// <summary>The split, or null where values near 0 go to one side and both their neighbours to the other.</summary>
    /// <param name="threshold">LightGBM's own: a double, not NaN.</param>
    /// <param name="defaultLeft">Where a missing value goes, when the type knows one.</param>
    /// <param name="missing">What is missing.</param>
    public static NumericSplit? Of(double threshold, bool defaultLeft, MissingType missing)
    {
        var below = AtMost(threshold);
        return missing switch
        {
            MissingType.NaN => new NumericSplit(below, defaultLeft),
            // NaN is read as 0, so it goes where 0 goes; the default bit means nothing.
            MissingType.None => new NumericSplit(below, 0 <= threshold),
            _ when defaultLeft => LeftWithZeros(below),
            _ => LeftWithoutZeros(below),
        };
    }

    /// <summary>
    /// The largest float32 that is not above a double. LightGBM writes ±1e300 for infinite thresholds: above the range of
    /// float32, every number goes left.
    /// </summary>
    public static float AtMost(double threshold)
    {
        if (threshold > float.MaxValue)
            return float.PositiveInfinity;
        var nearest = (float)threshold;
        return nearest > threshold ? MathF.BitDecrement(nearest) : nearest;
    }

    /// <summary>Up to the threshold, and the zeros: one piece unless there is a gap between them.</summary>
    private static NumericSplit? LeftWithZeros(float below) =>
        below < MathF.BitDecrement(-ZeroBound) ? null : new NumericSplit(MathF.Max(below, ZeroBound), MissingGoesLeft: true);

    /// <summary>Up to the threshold but for the zeros: one piece unless something above them goes left too.</summary>
    private static NumericSplit? LeftWithoutZeros(float below) =>
        below > ZeroBound ? null : new NumericSplit(MathF.Min(below, MathF.BitDecrement(-ZeroBound)), MissingGoesLeft: false);
}
