using System.Collections.Immutable;
using Finntelligence.Lending.Models;
using Finntelligence.Trees;
using Finntelligence.Trees.Storage;

namespace Finntelligence.Modelling.Fitting;

/// <summary>The distribution of every input and of the score in training.</summary>
internal static class TrainingHistograms
{
    /// <summary>Most bins of a histogram; population stability indices use 10 to 20.</summary>
    public const int MaximumBins = 20;

    /// <summary>Both.</summary>
    /// <param name="features">The inputs.</param>
    /// <param name="values">Of the inputs.</param>
    /// <param name="probabilities">One a row.</param>
    /// <param name="weights">How many each row stands for, with a mean of 1; null for one each.</param>
    public static FeatureHistograms Of(ImmutableArray<FeatureSpec> features, RowValues values, double[] probabilities, float[]? weights = null)
    {
        return new FeatureHistograms(
            [.. features.Select((f, j) => Histogram(f.Name, values.Column(j), weights))],
            Histogram("probability", [.. probabilities.Select(p => (float)p)], weights));
    }

    // The present that is compared with it is not weighted, so it must be what the rows stand for.
    private static Histogram Weighted(string name, float[] edges, float[] values, float[] weights)
    {
        var counts = new double[edges.Length + 1];
        var missing = 0.0;
        for (var i = 0; i < values.Length; i++)
        {
            if (float.IsNaN(values[i]))
            {
                missing += weights[i];
                continue;
            }

            var found = Array.BinarySearch(edges, values[i]);
            counts[found < 0 ? ~found : found] += weights[i];
        }

        return new Histogram(name, [.. edges], [.. counts.Select(c => (long)Math.Round(c))], (long)Math.Round(missing));
    }

    /// <summary>A bin per value while they are few, else bins of about equal mass.</summary>
    internal static Histogram Histogram(string name, float[] values, float[]? weights = null)
    {
        float[] known = [.. values.Where(v => !float.IsNaN(v)).Order()];
        float[] distinct = [.. known.Distinct()];
        float[] edges = distinct.Length <= MaximumBins
            ? [.. distinct.SkipLast(1)]
            : [.. Enumerable.Range(1, MaximumBins - 1).Select(k => known[(int)((long)k * known.Length / MaximumBins)]).Distinct().Where(e => e < known[^1])];
        var counts = new long[edges.Length + 1];
        foreach (var value in known)
        {
            var found = Array.BinarySearch(edges, value);
            counts[found < 0 ? ~found : found]++;
        }

        return weights is null
            ? new Histogram(name, [.. edges], [.. counts], values.Length - known.Length)
            : Weighted(name, edges, values, weights);
    }
}
