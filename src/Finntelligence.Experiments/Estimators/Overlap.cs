namespace Finntelligence.Experiments.Estimators;

/// <summary>How much of the log speaks for a policy.</summary>
/// <param name="Matched">Decisions that the policy could have made.</param>
/// <param name="EffectiveSize">(Σw)² / Σw² (Kish).</param>
/// <param name="Coverage">Mean weight: in expectation the part of the policy's offers that the log could have made; 1 where it covers all.</param>
/// <param name="CoverageError">Standard error of it.</param>
/// <param name="Percentile99">Of the weights above 0.</param>
/// <param name="Greatest">Weight.</param>
/// <param name="ShareOfTopPercent">Part of the whole weight that the 1 % greatest carry.</param>
public sealed record Overlap(
    int Matched, double EffectiveSize, double Coverage, double CoverageError, double Percentile99, double Greatest, double ShareOfTopPercent)
{
    /// <summary>Below so many effective decisions no interval is to be trusted.</summary>
    public const double LeastEffective = 30;

    /// <summary>The part of a policy that may lie where nobody was offered the like.</summary>
    public const double GreatestOutside = 0.05;

    /// <summary>Of a sample.</summary>
    public static Overlap Of(LoggedSample sample) => Of(sample.Weights());

    /// <summary>Of the weights of all decisions.</summary>
    public static Overlap Of(double[] weights)
    {
        double[] sorted = [.. weights.Where(w => w > 0).Order()];
        if (sorted.Length == 0)
            return new Overlap(0, 0, 0, 0, 0, 0, 0);
        double sum = sorted.Sum(), squares = sorted.Sum(w => w * w), mean = sum / weights.Length;
        double variance = Math.Max(0, (squares / weights.Length) - (mean * mean));
        int top = Math.Max(1, sorted.Length / 100);
        return new Overlap(
            sorted.Length, sum * sum / squares, mean, Math.Sqrt(variance / weights.Length), sorted[(int)(0.99 * (sorted.Length - 1))], sorted[^1],
            sorted.AsSpan(sorted.Length - top).ToArray().Sum() / sum);
    }

    /// <summary>
    /// Why no value may be told; null where one may. What the log never did it knows nothing of: a model's word for it is no evidence, and an
    /// interval of zero width around that word still less.
    /// </summary>
    /// <param name="outside">Part of the policy's offers that are known to lie where the log made none; null where it is judged by the weights.</param>
    public string? Refusal(double? outside = null)
    {
        if (Matched == 0)
            return "no decision of the log is one that this policy makes";
        if (EffectiveSize < LeastEffective)
            return FormattableString.Invariant($"only {Matched:#,0} decisions of the log are ones that this policy makes, worth {EffectiveSize:0.#} of equal weight; {LeastEffective:0} are needed");
        // Three standard errors: a weight's mean below 1 by more is no chance.
        double missing = outside ?? (1 - Coverage - (3 * CoverageError));
        return missing > GreatestOutside
            ? FormattableString.Invariant($"at least {100 * missing:0.#} % of its offers lie where the log never made such an offer; {100 * GreatestOutside:0} % may")
            : null;
    }
}
