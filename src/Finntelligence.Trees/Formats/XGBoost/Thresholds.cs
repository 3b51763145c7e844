namespace Finntelligence.Trees.Formats.XGBoost;

/// <summary>XGBoost sends <c>value &lt; t</c> to the left, our nodes <c>value ≤ Threshold</c>.</summary>
internal static class Thresholds
{
    /// <summary>
    /// The threshold T with <c>value ≤ T</c> exactly when <c>value &lt; t</c>, for every float32 value but NaN: the next
    /// float32 below. Below either zero lies −1.4e-45; below +∞ lies the greatest finite value, below the least one −∞.
    /// </summary>
    /// <param name="t">
    /// No NaN. Below −∞ is nothing, and T is −∞ too: the same for every value that XGBoost takes, which refuses data that is infinite.
    /// </param>
    public static float JustBelow(float t) => MathF.BitDecrement(t);
}
