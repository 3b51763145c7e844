using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Numerics;

namespace Finntelligence.Trees.Learning;

/// <summary>Chooses the bins of each feature: every distinct value its own while they fit, else bins of about equal mass.</summary>
internal static class Binning
{
    /// <summary>Bounds are chosen from at most this many rows, evenly spaced over the data.</summary>
    public const int SampleSize = 200_000;

    public static FeatureBins[] Choose(LabeledRows rows, int maximumBins, WorkerTeam team)
    {
        var bins = new FeatureBins[rows.Features.Length];
        var samples = new (float[] Values, float[] Scratch)[team.Size];
        team.Run("bounds", bins.Length, (f, member) =>
        {
            if (rows.Features[f].Kind == FeatureKind.Category)
            {
                bins[f] = ChooseCategory(rows, f, maximumBins);
                return;
            }

            if (samples[member].Values is null)
                samples[member] = (new float[Math.Min(rows.Count, SampleSize)], new float[Math.Min(rows.Count, SampleSize)]);
            bins[f] = ChooseNumeric(rows, f, maximumBins, samples[member].Values, samples[member].Scratch);
        });
        return bins;
    }

    private static FeatureBins ChooseNumeric(LabeledRows rows, int feature, int maximumBins, float[] values, float[] scratch)
    {
        var width = rows.Features.Length;
        var count = 0;
        for (var i = 0; i < values.Length; i++)
        {
            var row = (int)((long)i * rows.Count / values.Length);
            var value = rows.Values[(long)row * width + feature];
            if (!float.IsNaN(value))
                values[count++] = value == 0 ? 0 : value; // −0 is 0
        }

        FloatSort.Sort(values.AsSpan(0, count), scratch.AsSpan(0, count));
        return FeatureBins.Numeric(UpperBounds(values.AsSpan(0, count), maximumBins));
    }

    /// <summary>Bounds between the bins of sorted values.</summary>
    internal static float[] UpperBounds(ReadOnlySpan<float> sorted, int maximumBins)
    {
        var distinct = new List<(float Value, int Count)>(sorted.Length);
        for (var i = 0; i < sorted.Length;)
        {
            var next = i + 1;
            while (next < sorted.Length && sorted[next] == sorted[i])
                next++;
            distinct.Add((sorted[i], next - i));
            i = next;
        }

        var bounds = new List<float>();
        var binsLeft = maximumBins;
        var rowsLeft = sorted.Length;
        var inBin = 0;
        var share = (double)rowsLeft / binsLeft;
        for (var i = 0; i + 1 < distinct.Count && binsLeft > 1; i++)
        {
            inBin += distinct[i].Count;
            var distinctLeft = distinct.Count - i - 1;

            // Close the bin when it has its share of the rows left, when the next value would overshoot more than this one
            // undershoots, or when every value left can have a bin of its own.
            if (distinctLeft >= binsLeft && inBin < share && inBin + distinct[i + 1].Count / 2.0 < share)
                continue;
            bounds.Add(Between(distinct[i].Value, distinct[i + 1].Value));
            rowsLeft -= inBin;
            inBin = 0;
            binsLeft--;
            share = (double)rowsLeft / binsLeft;
        }

        return [.. bounds];
    }

    /// <summary>The midpoint, or the lower value where rounding leaves no float between: lower ≤ bound &lt; upper always.</summary>
    private static float Between(float lower, float upper)
    {
        var middle = (float)(lower / 2.0 + upper / 2.0);
        return middle >= lower && middle < upper ? middle : lower;
    }

    private static FeatureBins ChooseCategory(LabeledRows rows, int feature, int maximumBins)
    {
        var counts = new Dictionary<int, int>();
        for (var row = 0; row < rows.Count; row++)
        {
            var value = rows.Row(row)[feature];
            if (float.IsNaN(value))
                continue;
            if (!(value >= 0 && value < SplitNode.CategoryLimit) || (int)value != value)
                throw new ArgumentException($"Row {row} has {value} for feature '{rows.Features[feature].Name}', which is no category code.");
            counts[(int)value] = counts.GetValueOrDefault((int)value) + 1;
        }

        // One bin is kept for codes that training has not seen, which follow the rare ones.
        var kept = counts.OrderByDescending(p => p.Value).ThenBy(p => p.Key).Take(maximumBins - 1).Select(p => p.Key).ToArray();
        return FeatureBins.Category(kept, hasOthers: true);
    }
}
