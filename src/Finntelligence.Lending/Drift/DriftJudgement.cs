using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Drift;

/// <summary>What a figure means by the product's limits.</summary>
public static class DriftJudgement
{
    /// <summary>The level of a population stability index; what chance explains is stable.</summary>
    public static DriftLevel OfIndex(Monitoring limits, double index, double chance) =>
        index < chance || index < (double)limits.StabilityWarning ? DriftLevel.Stable
        : index >= (double)limits.StabilityLimit ? DriftLevel.Drift
        : DriftLevel.Watch;

    /// <summary>The present of one feature beside its training. What follows the calendar is judged by its missing values alone.</summary>
    /// <param name="limits">The product's.</param>
    /// <param name="training">The histogram of training.</param>
    /// <param name="current">The present in the same bins.</param>
    public static FeatureStability OfFeature(Monitoring limits, Histogram training, Histogram current)
    {
        if (StabilityIndex.Total(current) is var rows && rows == 0)
            return new FeatureStability(double.NaN, double.NaN, MissingShare(training), double.NaN, DriftLevel.NotJudged);
        var (index, chance) = (StabilityIndex.Of(training, current), StabilityIndex.ByChance(training, current));
        var (before, now) = (MissingShare(training), MissingShare(current));
        var level = rows < limits.MinimumRows ? DriftLevel.NotJudged
            : Math.Abs(now - before) >= (double)limits.MissingLimit ? DriftLevel.Drift
            : limits.FollowsCalendar(training.Name) ? DriftLevel.NotJudged
            : OfIndex(limits, index, chance);
        return new FeatureStability(index, chance, before, now, level);
    }

    private static double MissingShare(Histogram histogram) =>
        StabilityIndex.Total(histogram) is > 0 and var total ? (double)histogram.Missing / total : double.NaN;
}

/// <summary>How like its training a feature still is.</summary>
/// <param name="Index">Population stability index; NaN where there is nothing.</param>
/// <param name="ByChance">What it exceeds once in a hundred times when nothing has changed.</param>
/// <param name="MissingBefore">Share of missing values in training.</param>
/// <param name="MissingNow">Share of missing values now.</param>
/// <param name="Level">By the product's limits.</param>
public readonly record struct FeatureStability(double Index, double ByChance, double MissingBefore, double MissingNow, DriftLevel Level);
