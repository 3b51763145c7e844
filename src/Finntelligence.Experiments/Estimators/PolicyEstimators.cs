using System.Collections.Immutable;

namespace Finntelligence.Experiments.Estimators;

/// <summary>
/// The estimators of a policy's value, by their usual names. w = target / propensity, r = reward, q = the model's value of the action that
/// was taken, q_π = the model's value of the policy; all means are over decisions.
/// </summary>
public static class PolicyEstimators
{
    /// <summary>Every estimator that the sample allows: those without a model always, the others where it has one.</summary>
    public static ImmutableArray<Estimator> All(LoggedSample sample) => sample.Checked() is { HasModel: true }
        ? [InversePropensity(sample), SelfNormalised(sample), DirectMethod(sample), DoublyRobust(sample), SelfNormalisedDoublyRobust(sample), Switch(sample), Shrinkage(sample)]
        : [InversePropensity(sample), SelfNormalised(sample)];

    /// <summary>mean(w r). Unbiased where the propensities are right and cover the policy (Horvitz and Thompson, 1952).</summary>
    public static Estimator InversePropensity(LoggedSample sample) =>
        Estimator.Mean("inversePropensity", "Inverse propensity", Terms(sample, (w, i) => w * sample.Rewards[i]));

    /// <summary>Σ w r / Σ w. A little biased, with less noise; never beyond the rewards (Swaminathan and Joachims, 2015).</summary>
    public static Estimator SelfNormalised(LoggedSample sample) => new(
        "selfNormalised", "Self-normalised", [Terms(sample, (w, i) => w * sample.Rewards[i]), sample.Weights()],
        (sums, _) => sums[0] / sums[1], IsMean: false);

    /// <summary>mean(q_π). As good as the model, which sees nothing of what it does not know.</summary>
    public static Estimator DirectMethod(LoggedSample sample) =>
        Estimator.Mean("directMethod", "Direct method", Terms(sample, (_, i) => sample.ModelledTarget![i]));

    /// <summary>mean(q_π + w (r − q)). Right where the propensities or the model are (Dudík, Langford and Li, 2011).</summary>
    public static Estimator DoublyRobust(LoggedSample sample) =>
        Estimator.Mean("doublyRobust", "Doubly robust", Terms(sample, (w, i) => Robust(sample, w, i)));

    /// <summary>mean(q_π) + Σ w (r − q) / Σ w.</summary>
    public static Estimator SelfNormalisedDoublyRobust(LoggedSample sample) => new(
        "selfNormalisedDoublyRobust", "Self-normalised doubly robust",
        [Terms(sample, (_, i) => sample.ModelledTarget![i]), Terms(sample, (w, i) => w * (sample.Rewards[i] - sample.Modelled![i])), sample.Weights()],
        (sums, count) => (sums[0] / count) + (sums[1] / sums[2]), IsMean: false);

    /// <summary>mean(q_π + w 1{w ≤ τ} (r − q)): the model alone where the weight is great (Wang, Agarwal and Dudík, 2017).</summary>
    public static Estimator Switch(LoggedSample sample, double threshold) =>
        Estimator.Mean("switchDoublyRobust", "Switch doubly robust", Terms(sample, (w, i) => Robust(sample, w <= threshold ? w : 0, i)), threshold);

    /// <summary>The same with τ chosen by <see cref="Slope"/> among quantiles of the weights.</summary>
    public static Estimator Switch(LoggedSample sample) => Chosen(sample, Switch);

    /// <summary>mean(q_π + ŵ (r − q)), ŵ = λ w / (w² + λ): optimistic shrinkage (Su, Dimakopoulou, Krishnamurthy and Dudík, 2020).</summary>
    public static Estimator Shrinkage(LoggedSample sample, double threshold) =>
        Estimator.Mean("shrinkageDoublyRobust", "Doubly robust with optimistic shrinkage", Terms(sample, (w, i) => Robust(sample, Shrunk(w, threshold), i)), threshold);

    /// <summary>The same with λ chosen by <see cref="Slope"/> among squares of quantiles of the weights.</summary>
    public static Estimator Shrinkage(LoggedSample sample) => Chosen(sample, (s, threshold) => Shrinkage(s, threshold * threshold));

    /// <summary>λ w / (w² + λ); w for an infinite λ.</summary>
    public static double Shrunk(double weight, double threshold) =>
        double.IsPositiveInfinity(threshold) ? weight : threshold <= 0 ? 0 : threshold * weight / ((weight * weight) + threshold);

    // Candidates from "no weight at all" to "all of it"; the last is the doubly robust estimator itself.
    private static Estimator Chosen(LoggedSample sample, Func<LoggedSample, double, Estimator> at)
    {
        double[] weights = [.. sample.Weights().Where(w => w > 0).Order()];
        double[] thresholds =
        [
            0,
            .. weights.Length == 0 ? [] : ((double[])[0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99]).Select(q => weights[(int)(q * (weights.Length - 1))]).Distinct(),
            double.PositiveInfinity,
        ];
        Estimator[] candidates = [.. thresholds.Select(threshold => at(sample, threshold))];
        return candidates[Slope.Choose([.. candidates.Select(c => c.Columns[0])])];
    }

    private static double Robust(LoggedSample sample, double weight, int i) =>
        sample.ModelledTarget![i] + (weight * (sample.Rewards[i] - sample.Modelled![i]));

    private static double[] Terms(LoggedSample sample, Func<double, int, double> term)
    {
        var terms = new double[sample.Count];
        for (int i = 0; i < terms.Length; i++)
            terms[i] = term(sample.Target[i] / sample.Propensities[i], i);
        return terms;
    }
}
