using Finntelligence.Trees;
using Finntelligence.Trees.Numerics;

namespace Finntelligence.Modelling.Identification;

/// <summary>What an applicant's features are to a regression: columns of mean 0 without missing values.</summary>
internal static class StandardColumns
{
    private const double Farthest = 4;
    private const double LeastShare = 0.01;
    private const int MostValues = 20;

    /// <summary>
    /// Each number with mean 0 and deviation 1, each common value of a category but the most common, and for each feature that is missing for some whether
    /// it is; of numbers, for each knot, also how far they are above it and, where none is below 0, their logarithm: amounts, ages and counts mostly act by
    /// shares.
    /// </summary>
    /// <param name="applicants">Features.</param>
    /// <param name="knots">Shares of the rows below; none for straight lines.</param>
    public static List<double[]> Of(ApplicantRows applicants, params double[] knots)
    {
        var columns = new List<double[]>();
        var width = applicants.Features.Length;
        for (var j = 0; j < width; j++)
        {
            var column = Array.ConvertAll(applicants.Values.Column(j), v => (double)v);
            if (applicants.Features[j].Kind == FeatureKind.Category)
            {
                columns.AddRange(Values(column));
            }
            else
            {
                var standard = Standard(column);
                columns.Add(standard);
                columns.AddRange(Above(standard, column, knots));
                if (knots.Length > 0 && column.All(v => double.IsNaN(v) || v >= 0))
                    columns.Add(Standard([.. column.Select(v => double.IsNaN(v) ? v : PortableMath.Log(1 + v))]));
            }

            if (column.Count(double.IsNaN) is var missing && missing >= LeastShare * column.Length)
                columns.Add(Standard([.. column.Select(v => double.IsNaN(v) ? 1.0 : 0)]));
        }

        return columns;
    }

    /// <summary>Mean 0 and deviation 1; the farthest are brought near, since a few of them would take all the weight, and a missing one stands in the middle.</summary>
    public static double[] Standard(double[] column)
    {
        double[] known = [.. column.Where(v => !double.IsNaN(v))];
        if (known.Length == 0)
            return new double[column.Length];
        var mean = known.Average();
        var deviation = Math.Sqrt(known.Average(v => (v - mean) * (v - mean)));
        double[] near = [.. column.Select(v => double.IsNaN(v) || deviation == 0 ? 0 : Math.Clamp((v - mean) / deviation, -Farthest, Farthest))];
        var rest = near.Average();
        return [.. near.Select(v => v - rest)];
    }

    private static IEnumerable<double[]> Above(double[] standard, double[] column, double[] knots)
    {
        double[] sorted = [.. standard.Where((_, i) => !double.IsNaN(column[i])).Order()];
        if (sorted.Length == 0)
            return [];
        return knots.Select(knot => sorted[(int)(knot * (sorted.Length - 1))]).Distinct().Where(at => at > sorted[0] && at < sorted[^1])
            .Select(at => Standard([.. standard.Select((v, i) => double.IsNaN(column[i]) ? double.NaN : Math.Max(0, v - at))]));
    }

    private static IEnumerable<double[]> Values(double[] column) => column.Where(v => !double.IsNaN(v)).GroupBy(v => v)
        .Where(g => g.Count() >= LeastShare * column.Length).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).Skip(1).Take(MostValues)
        .Select(g => Standard([.. column.Select(v => v == g.Key ? 1.0 : 0)]));
}
