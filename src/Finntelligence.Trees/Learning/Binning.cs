using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Numerics;
using Finntelligence.Trees.Storage;

namespace Finntelligence.Trees.Learning;

/// <summary>Chooses the bins of each feature: every distinct value its own while they fit, else bins of about equal mass.</summary>
internal static class Binning
{
    /// <summary>Bounds are chosen from at most this many rows, evenly spaced over the data.</summary>
    public const int SampleSize = 200_000;

    // The sample of so many features is 26 MB.
    private const int TogetherSampled = 32;
    private const int SampledByTask = 4096;

    public static FeatureBins[] Choose(LabeledRows rows, int maximumBins, WorkerTeam team)
    {
        var bins = new FeatureBins[rows.Features.Length];
        int[] categories = [.. Enumerable.Range(0, bins.Length).Where(f => rows.Features[f].Kind == FeatureKind.Category)];
        team.Run("bounds", categories.Length, (i, _) => bins[categories[i]] = ChooseCategory(rows, categories[i], maximumBins));

        var size = Math.Min(rows.Halves, SampleSize);
        var sampled = rows.IsFractional ? SampledHalves(rows, size) : null;
        int[] numbers = [.. Enumerable.Range(0, bins.Length).Except(categories)];
        foreach (var group in numbers.Chunk(TogetherSampled))
        {
            // Not of the runtime's memory, which would keep it when it is no longer needed.
            var sample = rows.Values.Space.Allocate<float>((long)size * group.Length);
            var sorting = rows.Values.Space.Allocate<float>(2L * size * team.Size);
            try
            {
                Sample(rows, sampled, group, size, sample, team);
                team.Run("bounds", group.Length, (i, member) =>
                {
                    var own = sorting.GetSpan().Slice(2 * size * member, 2 * size);
                    bins[group[i]] = ChooseNumeric(sample, i, group.Length, maximumBins, own[..size], own[size..]);
                });
            }
            finally
            {
                sample.Free();
                sorting.Free();
            }
        }

        return bins;
    }

    /// <summary>The rows of evenly spaced halves: first come all rows as events, then all as none, those of weight 0 left out.</summary>
    private static int[] SampledHalves(LabeledRows rows, int size)
    {
        var sampled = new int[size];
        int next = 0, place = 0, halves = rows.Halves;
        for (var half = 0; half < 2; half++)
        {
            for (var row = 0; row < rows.Count && next < size; row++)
            {
                var (asEvent, other) = rows.HalvesOf(row);
                if ((half == 0 ? asEvent : other) == 0)
                    continue;
                if (place++ == (int)((long)next * halves / size))
                    sampled[next++] = row;
            }
        }

        return sampled;
    }

    /// <summary>Some features of evenly spaced rows: each row is asked for once, wherever it lies.</summary>
    private static void Sample(LabeledRows rows, int[]? sampled, int[] features, int size, StoredArray<float> sample, WorkerTeam team) =>
        team.Run("sample", (size + SampledByTask - 1) / SampledByTask, (task, _) =>
        {
            var end = Math.Min(size, (task + 1) * SampledByTask);
            for (var i = task * SampledByTask; i < end; i++)
            {
                var row = rows.Row(sampled is null ? (int)((long)i * rows.Count / size) : sampled[i]);
                for (var f = 0; f < features.Length; f++)
                    sample[((nint)i * features.Length) + f] = row[features[f]];
            }
        });

    private static FeatureBins ChooseNumeric(StoredArray<float> sample, int feature, int width, int maximumBins, Span<float> values, Span<float> scratch)
    {
        var count = 0;
        for (var i = 0; i < values.Length; i++)
        {
            var value = sample[((nint)i * width) + feature];
            if (!float.IsNaN(value))
                values[count++] = value == 0 ? 0 : value; // −0 is 0
        }

        FloatSort.Sort(values[..count], scratch[..count]);
        return FeatureBins.Numeric(UpperBounds(values[..count], maximumBins));
    }

    /// <summary>Bounds between the bins of sorted values.</summary>
    internal static float[] UpperBounds(ReadOnlySpan<float> sorted, int maximumBins)
    {
        var bounds = new List<float>();
        var binsLeft = maximumBins;
        var rowsLeft = sorted.Length;
        var inBin = 0;
        var share = (double)rowsLeft / binsLeft;
        // A value fills [start, end), the next one [end, nextEnd).
        var (start, end) = (0, EndOfRun(sorted, 0));
        for (var distinctLeft = Runs(sorted) - 1; distinctLeft > 0 && binsLeft > 1; distinctLeft--)
        {
            var nextEnd = EndOfRun(sorted, end);
            inBin += end - start;

            // Close the bin when it has its share of the rows left, when the next value would overshoot more than this one
            // undershoots, or when every value left can have a bin of its own.
            if (distinctLeft < binsLeft || inBin >= share || inBin + ((nextEnd - end) / 2.0) >= share)
            {
                bounds.Add(Between(sorted[start], sorted[end]));
                rowsLeft -= inBin;
                inBin = 0;
                binsLeft--;
                share = (double)rowsLeft / binsLeft;
            }

            (start, end) = (end, nextEnd);
        }

        return [.. bounds];
    }

    private static int Runs(ReadOnlySpan<float> sorted)
    {
        var runs = 0;
        for (var i = 0; i < sorted.Length; i = EndOfRun(sorted, i))
            runs++;
        return runs;
    }

    private static int EndOfRun(ReadOnlySpan<float> sorted, int start)
    {
        var end = start + 1;
        while (end < sorted.Length && sorted[end] == sorted[start])
            end++;
        return end;
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
            counts[(int)value] = counts.GetValueOrDefault((int)value) + (rows.IsFractional && rows.Labels[row] is > 0 and < 1 ? 2 : 1);
        }

        // One bin is kept for codes that training has not seen, which follow the rare ones.
        var kept = counts.OrderByDescending(p => p.Value).ThenBy(p => p.Key).Take(maximumBins - 1).Select(p => p.Key).ToArray();
        return FeatureBins.Category(kept, hasOthers: true);
    }
}
