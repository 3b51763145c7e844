using System.Collections.Immutable;

namespace Finntelligence.Experiments.Estimators;

/// <summary>Values policies by every estimator, with intervals from one bootstrap, all policies resampled alike so that differences are paired.</summary>
public static class PolicyValuation
{
    /// <summary>Does it.</summary>
    /// <param name="policies">Samples of the same decisions; the first is what the others are compared with.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellation">Checked often.</param>
    public static ImmutableArray<ValuedPolicy> Value(IReadOnlyList<NamedSample> policies, ValuationOptions options, CancellationToken cancellation)
    {
        Estimator[][] estimators = [.. policies.Select(p => p.Refusal is null ? (Estimator[])[.. PolicyEstimators.All(p.Sample), .. p.Further] : [])];
        var columns = new List<double[]>();
        var first = new Dictionary<Estimator, int>();
        foreach (var estimator in estimators.SelectMany(e => e))
        {
            first.Add(estimator, columns.Count);
            columns.AddRange(estimator.Columns);
        }
        int rows = policies.Count == 0 ? 0 : policies[0].Sample.Count;
        int ones = columns.Count;
        columns.Add([.. Enumerable.Repeat(1.0, rows)]);
        var sums = rows == 0 ? [] : Bootstrap.Sums(columns, options.Replicates, options.Seed, options.Threads, null, cancellation);

        return
        [
            .. policies.Select((policy, p) => new ValuedPolicy(
                policy.Name, policy.Title, policy.Refusal, policy.Overlap,
                [.. estimators[p].Select(e => Of(e, estimators[0].FirstOrDefault(b => b.Name == e.Name)))])),
        ];

        EstimatedValue Of(Estimator estimator, Estimator? baseline)
        {
            double[] replicates = [.. sums.Select(s => At(estimator, s))];
            double value = estimator.Of();
            var paired = baseline is null || baseline == estimator ? null : sums.Select((s, r) => replicates[r] - At(baseline, s)).ToArray();
            return new EstimatedValue(
                estimator.Name, estimator.Title, value, Percentile(replicates, options.Confidence),
                estimator.IsMean ? EmpiricalBernstein.Of(estimator.Columns[0], EmpiricalBernstein.SeenRange(estimator.Columns[0]), options.Confidence) : null,
                paired is null ? null : value - baseline!.Of(), paired is null ? null : Percentile(paired, options.Confidence),
                estimator.Threshold is { } t && double.IsFinite(t) ? t : null);
        }

        double At(Estimator estimator, double[] replicate) =>
            estimator.Value(replicate.AsSpan(first[estimator], estimator.Columns.Length).ToArray(), replicate[ones]);
    }

    /// <summary>The middle of values, between the quantiles that leave as much below as above.</summary>
    public static Interval Percentile(IEnumerable<double> values, double confidence)
    {
        double[] sorted = [.. values.Where(double.IsFinite).Order()];
        if (sorted.Length == 0)
            return new Interval(double.NaN, double.NaN);
        double tail = (1 - confidence) / 2;
        return new Interval(At(tail), At(1 - tail));

        double At(double share)
        {
            double position = share * (sorted.Length - 1);
            int below = (int)position, above = Math.Min(below + 1, sorted.Length - 1);
            return sorted[below] + ((position - below) * (sorted[above] - sorted[below]));
        }
    }
}

/// <summary>A policy on the log's decisions.</summary>
/// <param name="Name">Identifier.</param>
/// <param name="Title">For a person.</param>
/// <param name="Sample">What it would have done.</param>
/// <param name="Outside">Part of its offers that lie where the log made none, where that is known; else null.</param>
public sealed record NamedSample(string Name, string Title, LoggedSample Sample, double? Outside = null)
{
    /// <summary>How much of the log speaks for it.</summary>
    public Overlap Overlap { get; } = Overlap.Of(Sample);

    /// <summary>Estimators beside those of <see cref="PolicyEstimators"/>.</summary>
    public ImmutableArray<Estimator> Further { get; init; } = [];

    /// <summary>Why it gets no value; null where it gets one.</summary>
    public string? Refusal => Overlap.Refusal(Outside);
}

/// <summary>How policies are valued.</summary>
public sealed record ValuationOptions
{
    /// <summary>Of the bootstrap.</summary>
    public int Replicates { get; init; } = 2000;

    /// <summary>Of its counts.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>No influence on the result.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Of every interval.</summary>
    public double Confidence { get; init; } = 0.9;
}

/// <summary>A policy's worth.</summary>
/// <param name="Name">Identifier.</param>
/// <param name="Title">For a person.</param>
/// <param name="Refusal">Why there is no value; null where there is.</param>
/// <param name="Overlap">How much of the log speaks for it.</param>
/// <param name="Estimates">By estimator; empty after a refusal.</param>
public sealed record ValuedPolicy(string Name, string Title, string? Refusal, Overlap Overlap, ImmutableArray<EstimatedValue> Estimates)
{
    /// <summary>The one to quote: doubly robust, and self-normalised where there is no model; null after a refusal.</summary>
    public EstimatedValue? Quoted => Estimates.FirstOrDefault(e => e.Estimator == "doublyRobust") ?? Estimates.FirstOrDefault(e => e.Estimator == "selfNormalised");
}

/// <summary>One estimator's word.</summary>
/// <param name="Estimator">Identifier.</param>
/// <param name="Title">For a person.</param>
/// <param name="Value">A decision's mean reward under the policy.</param>
/// <param name="Interval">Percentiles of the bootstrap.</param>
/// <param name="Bernstein">Empirical-Bernstein, its range that of the terms seen; null where the value is no mean.</param>
/// <param name="Difference">To the first policy; null for that one, and where it was refused.</param>
/// <param name="DifferenceInterval">Of it, paired.</param>
/// <param name="Threshold">Chosen from the data, and held fixed in the bootstrap; null where none was, and where all weight was kept.</param>
public sealed record EstimatedValue(
    string Estimator, string Title, double Value, Interval Interval, Interval? Bernstein, double? Difference, Interval? DifferenceInterval, double? Threshold);
