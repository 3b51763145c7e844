namespace Finntelligence.Experiments.Estimators;

/// <summary>
/// Values a policy that names one rate for each person, where rates were drawn from a continuum, so that none is met exactly: decisions
/// count the more the nearer the rate was (Kallus and Zhou, 2018). Epanechnikov's kernel.
/// </summary>
public static class KernelEstimator
{
    /// <summary>K(u) = ¾ (1 − u²) within ± 1.</summary>
    public static double Kernel(double u) => Math.Abs(u) < 1 ? 0.75 * (1 - (u * u)) : 0;

    /// <summary>
    /// The sample whose target is K((rate − policy's) / h) / h: a density that is the policy's, smeared by the bandwidth. Every estimator of
    /// <see cref="PolicyEstimators"/> may take it; where the range of rates ends within the bandwidth, the self-normalised ones are right.
    /// </summary>
    /// <param name="rewards">What each decision earned.</param>
    /// <param name="rates">Rate that was offered.</param>
    /// <param name="densities">Density, per point of rate, with which it was drawn.</param>
    /// <param name="policy">Rate that the policy names.</param>
    /// <param name="bandwidth">h, in points; above 0.</param>
    /// <param name="modelled">What a model expects at the rate offered; null without one.</param>
    /// <param name="modelledTarget">The same at the policy's rate.</param>
    public static LoggedSample Sample(
        double[] rewards, double[] rates, double[] densities, double[] policy, double bandwidth, double[]? modelled = null, double[]? modelledTarget = null)
    {
        var target = new double[rewards.Length];
        for (int i = 0; i < target.Length; i++)
            target[i] = Kernel((rates[i] - policy[i]) / bandwidth) / bandwidth;
        return new LoggedSample { Rewards = rewards, Propensities = densities, Target = target, Modelled = modelled, ModelledTarget = modelledTarget };
    }

    /// <summary>
    /// The bandwidth by <see cref="Slope"/>: the widest whose value agrees with all narrower ones. It was written for this very choice; the
    /// plug-in rule of Kallus and Zhou needs derivatives that are harder to know than the value.
    /// </summary>
    /// <param name="at">The sample at a bandwidth.</param>
    /// <param name="bandwidths">Candidates, ascending.</param>
    public static double Bandwidth(Func<double, LoggedSample> at, IReadOnlyList<double> bandwidths) =>
        bandwidths[Slope.ChooseByBias([.. bandwidths.Select(h =>
        {
            var sample = at(h);
            return Linearised(sample);
        })])];

    // Terms whose mean is the self-normalised value and whose spread is its error's, to first order.
    private static double[] Linearised(LoggedSample sample)
    {
        var estimator = sample.HasModel ? PolicyEstimators.SelfNormalisedDoublyRobust(sample) : PolicyEstimators.SelfNormalised(sample);
        double[] weights = sample.Weights();
        double value = estimator.Of(), mean = weights.Average();
        if (!double.IsFinite(value) || mean <= 0)
            return [.. Enumerable.Repeat(0.0, sample.Count)];
        double residual = sample.HasModel ? value - sample.ModelledTarget!.Average() : value;
        return [.. Enumerable.Range(0, sample.Count).Select(i =>
            (sample.HasModel ? sample.ModelledTarget![i] + residual : value)
            + (weights[i] / mean * (sample.Rewards[i] - (sample.HasModel ? sample.Modelled![i] : 0) - residual)))];
    }
}
