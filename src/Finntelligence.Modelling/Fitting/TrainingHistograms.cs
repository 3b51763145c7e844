using System.Collections.Immutable;
using Finntelligence.Lending.Models;
using Finntelligence.Trees;

namespace Finntelligence.Modelling.Fitting;

/// <summary>The distribution of every input and of the score in training.</summary>
internal static class TrainingHistograms
{
    /// <summary>Most bins of a histogram; population stability indices use 10 to 20.</summary>
    public const int MaximumBins = 20;

    public static FeatureHistograms Of(ImmutableArray<FeatureSpec> features, float[] values, double[] probabilities)
    {
        var width = features.Length;
        return new FeatureHistograms(
            [.. features.Select((f, j) => Histogram(f.Name, [.. Enumerable.Range(0, values.Length / width).Select(i => values[i * width + j])]))],
            Histogram("probability", [.. probabilities.Select(p => (float)p)]));
    }

    /// <summary>A bin per value while they are few, else bins of about equal mass.</summary>
    internal static Histogram Histogram(string name, float[] values)
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

        return new Histogram(name, [.. edges], [.. counts], values.Length - known.Length);
    }
}
