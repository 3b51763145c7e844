using Finntelligence.Lending.Models;

namespace Finntelligence.Lending.Drift;

/// <summary>
/// The population stability index: Σ (current share − training share) × ln (current share ÷ training share) over the bins of the
/// training histogram, missing values being one more bin.
/// </summary>
public static class StabilityIndex
{
    // An empty bin counts as half a row, so that the logarithm stays finite.
    private const double EmptyBin = 0.5;

    /// <summary>The index; NaN where one side has no rows.</summary>
    public static double Of(Histogram training, Histogram current)
    {
        var (expected, actual) = (Shares(training), Shares(current));
        return expected.Zip(actual, (e, a) => (a - e) * Math.Log(a / e)).Sum();
    }

    /// <summary>
    /// What the index exceeds once in a hundred times when nothing has changed: index × n·N ÷ (n + N) is then about χ² with a degree of
    /// freedom less than there are bins.
    /// </summary>
    public static double ByChance(Histogram training, Histogram current)
    {
        double was = Total(training), now = Total(current);
        var degrees = training.Counts.Length + (training.Missing > 0 || current.Missing > 0 ? 1 : 0) - 1;
        return degrees < 1 ? 0 : ChiSquare99(degrees) * (1 / was + 1 / now);
    }

    /// <summary>Values counted into the bins of another histogram.</summary>
    public static Histogram Count(Histogram bins, IEnumerable<float> values)
    {
        var counts = new long[bins.Counts.Length];
        long missing = 0;
        float[] edges = [.. bins.Edges];
        foreach (var value in values)
        {
            if (float.IsNaN(value))
            {
                missing++;
                continue;
            }

            var found = Array.BinarySearch(edges, value);
            counts[found < 0 ? ~found : found]++;
        }

        return bins with { Counts = [.. counts], Missing = missing };
    }

    /// <summary>Rows, missing values included.</summary>
    public static long Total(Histogram histogram) => histogram.Counts.Sum() + histogram.Missing;

    private static double[] Shares(Histogram histogram)
    {
        var total = (double)Total(histogram);
        return [.. histogram.Counts.Append(histogram.Missing).Select(c => Math.Max(c, EmptyBin) / total)];
    }

    // Wilson and Hilferty's cube root; 2.326 is the normal's 99 % point.
    private static double ChiSquare99(int degrees)
    {
        var part = 2.0 / (9 * degrees);
        return degrees * Math.Pow(1 - part + 2.326 * Math.Sqrt(part), 3);
    }
}
