namespace Finntelligence.Trees.Formats.XGBoost;

/// <summary>XGBoost sends <c>value &lt; t</c> to the left, our nodes <c>value ≤ Threshold</c>.</summary>
internal static class Thresholds
{
    /// <summary>
    /// The threshold T with <c>value ≤ T</c> exactly when <c>value &lt; t</c>, for every float32 value but NaN: the next
    /// float32 below. Below either zero lies −1.4e-45; below the least finite value lies −∞.
    /// </summary>
    /// <param name="t">Finite: nothing is below −∞, so no T could say so.</param>
    public static float JustBelow(float t) => MathF.BitDecrement(t);
}
