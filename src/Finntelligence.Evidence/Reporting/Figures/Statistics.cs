using Finntelligence.Trees.Numerics;

namespace Finntelligence.Evidence.Reporting.Figures;

/// <summary>Intervals and samples. Everything is a function of its arguments.</summary>
internal static class Statistics
{
    /// <summary>Fewest people in a figure of their own; what has fewer is suppressed or joined with a neighbour.</summary>
    public const int SmallestCell = 10;

    // The normal's 95 % point: 90 % of it lies within.
    private const double Z90 = 1.6448536;

    /// <summary>Wilson's 90 % interval of a share.</summary>
    public static (double Low, double High) Wilson(double events, double rows)
    {
        if (rows <= 0)
            return (double.NaN, double.NaN);
        var p = events / rows;
        var z2 = Z90 * Z90;
        var middle = (p + z2 / (2 * rows)) / (1 + z2 / rows);
        var half = Z90 / (1 + z2 / rows) * Math.Sqrt(p * (1 - p) / rows + z2 / (4 * rows * rows));
        return (Math.Max(0, middle - half), Math.Min(1, middle + half));
    }

    /// <summary>90 % interval of an area under the ROC curve (DeLong, DeLong and Clarke-Pearson 1988).</summary>
    public static (double Low, double High) AucInterval(IReadOnlyList<double> scores, IReadOnlyList<float> labels, double auc)
    {
        double[] positive = [.. scores.Where((_, i) => labels[i] == 1).Order()];
        double[] negative = [.. scores.Where((_, i) => labels[i] == 0).Order()];
        var variance = Placements(positive, negative, auc) / positive.Length + Placements(negative, positive, 1 - auc) / negative.Length;
        var half = Z90 * Math.Sqrt(variance);
        return (Math.Max(0, auc - half), Math.Min(1, auc + half));
    }

    /// <summary>The value below which a share of ascending values lies.</summary>
    public static double Quantile(IReadOnlyList<double> ascending, double share)
    {
        if (ascending.Count == 0)
            return double.NaN;
        var place = share * (ascending.Count - 1);
        var below = (int)Math.Floor(place);
        var above = Math.Min(below + 1, ascending.Count - 1);
        return ascending[below] + (place - below) * (ascending[above] - ascending[below]);
    }

    /// <summary>Every so manyth of a number of rows, at most so many.</summary>
    public static int[] Evenly(int rows, int most) =>
        rows <= most ? [.. Enumerable.Range(0, rows)] : [.. Enumerable.Range(0, most).Select(i => (int)((long)i * rows / most))];

    /// <summary>How often a row is drawn in a bootstrap replicate: Poisson of mean 1.</summary>
    public static int Draws(CounterRandom random, int row)
    {
        var u = random.Uniform((ulong)row);
        var (term, sum, k) = (Math.Exp(-1), Math.Exp(-1), 0);
        while (u >= sum && k < 12)
        {
            k++;
            term /= k;
            sum += term;
        }

        return k;
    }

    // Variance of the shares of others that each value lies above.
    private static double Placements(double[] values, double[] others, double mean)
    {
        double sum = 0;
        int below = 0, upTo = 0;
        foreach (var value in values)
        {
            while (below < others.Length && others[below] < value)
                below++;
            while (upTo < others.Length && others[upTo] <= value)
                upTo++;
            var placement = (below + (upTo - below) / 2.0) / others.Length;
            sum += (placement - mean) * (placement - mean);
        }

        return values.Length > 1 ? sum / (values.Length - 1) : 0;
    }
}
