using System.Collections.Immutable;
using System.Globalization;
using Finntelligence.Foundation.Output;

namespace Finntelligence.Evidence.Reporting.Figures;

/// <summary>Values cut into few bins, none of which holds fewer people than may be shown.</summary>
/// <param name="Edges">Ascending; a value at most edge i and above edge i − 1 is in bin i.</param>
/// <param name="Names">One more than edges.</param>
internal sealed record ValueBins(ImmutableArray<float> Edges, ImmutableArray<string> Names)
{
    /// <summary>A bin per value while they are few, else bins of about equal mass; small ones are joined with the one before.</summary>
    /// <param name="values">NaN is missing and in no bin.</param>
    /// <param name="most">Most bins.</param>
    /// <param name="categories">Names of the codes 0, 1, …; empty for numbers.</param>
    public static ValueBins Of(IEnumerable<float> values, int most, ImmutableArray<string> categories)
    {
        float[] known = [.. values.Where(v => !float.IsNaN(v)).Order()];
        if (known.Length == 0)
            return new ValueBins([], ["–"]);
        float[] distinct = [.. known.Distinct()];
        List<float> upper = distinct.Length <= Math.Max(most, categories.Length)
            ? [.. distinct]
            : [.. Enumerable.Range(1, most).Select(k => known[(int)((long)k * known.Length / most) - 1]).Distinct()];
        Join(upper, known);
        var edges = upper.SkipLast(1).ToImmutableArray();
        return new ValueBins(edges, [.. upper.Select((u, i) => Name(known, i == 0 ? float.NegativeInfinity : upper[i - 1], u, categories))]);
    }

    /// <summary>
    /// A bin per value while they are few, else bins of one round width between the 1st and the 99th percentile, the tails in the outer
    /// ones; small ones are joined with the one after.
    /// </summary>
    /// <param name="values">NaN is missing and in no bin.</param>
    /// <param name="about">About how many bins.</param>
    /// <param name="categories">Names of the codes 0, 1, …; empty for numbers.</param>
    public static ValueBins OfEqualWidth(IReadOnlyCollection<float> values, int about, ImmutableArray<string> categories)
    {
        float[] known = [.. values.Where(v => !float.IsNaN(v)).Order()];
        if (known.Length == 0 || !categories.IsEmpty || known.Distinct().Count() <= about)
            return Of(values, about, categories);
        double low = known[known.Length / 100], high = known[known.Length - 1 - known.Length / 100];
        var step = new Axis(low, high, 0, 1).Step(about);
        List<float> upper = [.. Enumerable.Range((int)Math.Floor(low / step) + 1, (int)Math.Ceiling((high - low) / step))
            .Select(k => (float)(k * step)).Where(u => u < known[^1]), known[^1]];
        Join(upper, known);
        return new ValueBins([.. upper.SkipLast(1)], [.. upper.Select((u, i) => Span(i == 0 ? null : upper[i - 1], i == upper.Count - 1 ? null : u))]);
    }

    /// <summary>The bin of a value; −1 for a missing one.</summary>
    public int Of(float value)
    {
        if (float.IsNaN(value))
            return -1;
        var bin = 0;
        while (bin < Edges.Length && value > Edges[bin])
            bin++;
        return bin;
    }

    private static void Join(List<float> upper, float[] known)
    {
        for (var i = 0; i < upper.Count && upper.Count > 1;)
        {
            var from = i == 0 ? float.NegativeInfinity : upper[i - 1];
            if (known.Count(v => v > from && v <= upper[i]) >= Statistics.SmallestCell)
                i++;
            else if (i + 1 < upper.Count)
                upper.RemoveAt(i);
            else
            {
                upper.RemoveAt(i - 1);
                i = 0;
            }
        }
    }

    // Extremes are single people's values: the ends are open.
    private static string Name(float[] known, float above, float upTo, ImmutableArray<string> categories)
    {
        float[] inside = [.. known.Where(v => v > above && v <= upTo).Distinct()];
        if (!categories.IsEmpty)
            return string.Join(", ", inside.Select(v => categories[(int)v]));
        if (inside.Length == 1)
            return Text(inside[0]);
        if (upTo == known[^1])
            return $"> {Text(above)}";
        return float.IsNegativeInfinity(above) ? $"≤ {Text(upTo)}" : $"{Text(above)}–{Text(upTo)}";
    }

    private static string Span(float? above, float? upTo) =>
        upTo is null ? $"> {Text(above!.Value)}" : above is null ? $"≤ {Text(upTo.Value)}" : $"{Text(above.Value)}–{Text(upTo.Value)}";

    private static string Text(float value) => value.ToString(Math.Abs(value) >= 100 ? "0" : "0.##", CultureInfo.InvariantCulture);
}
