using System.Collections.Immutable;
using Finntelligence.Lending.Models;
using Finntelligence.Trees;
using Finntelligence.Trees.Storage;

namespace Finntelligence.Modelling.Identification;

/// <summary>How far the rate goes with each feature of the applicant, with and without weights.</summary>
internal static class RateBalance
{
    public static ImmutableArray<BalanceFigures> Of(ImmutableArray<FeatureSpec> features, RowValues values, double[] rates, double[] weights) =>
    [
        .. features.Select((feature, j) =>
        {
            var column = Array.ConvertAll(values.Column(j), v => (double)v);
            return new BalanceFigures(feature.Name, Correlation(feature, column, rates, null), Correlation(feature, column, rates, weights));
        }),
    ];

    private static double Correlation(FeatureSpec feature, double[] column, double[] rates, double[]? weights) =>
        feature.Kind == FeatureKind.Category ? Ratio(column, rates, weights) : Math.Abs(Pearson(column, rates, weights));

    /// <summary>Correlation over the rows in which the value is known; 0 where either does not vary.</summary>
    internal static double Pearson(double[] column, double[] rates, double[]? weights)
    {
        double n = 0, x = 0, y = 0;
        for (var i = 0; i < rates.Length; i++)
        {
            if (double.IsNaN(column[i]))
                continue;
            var w = weights?[i] ?? 1;
            (n, x, y) = (n + w, x + (w * column[i]), y + (w * rates[i]));
        }

        if (n == 0)
            return 0;
        (x, y) = (x / n, y / n);
        double xx = 0, yy = 0, xy = 0;
        for (var i = 0; i < rates.Length; i++)
        {
            if (double.IsNaN(column[i]))
                continue;
            double w = weights?[i] ?? 1, dx = column[i] - x, dy = rates[i] - y;
            (xx, yy, xy) = (xx + (w * dx * dx), yy + (w * dy * dy), xy + (w * dx * dy));
        }

        return xx > 0 && yy > 0 ? xy / Math.Sqrt(xx * yy) : 0;
    }

    // The correlation ratio η; a missing value is a category of its own.
    private static double Ratio(double[] column, double[] rates, double[]? weights)
    {
        var groups = new Dictionary<double, (double Weight, double Sum)>();
        double n = 0, sum = 0, squares = 0;
        for (var i = 0; i < rates.Length; i++)
        {
            var w = weights?[i] ?? 1;
            var (weight, part) = groups.GetValueOrDefault(column[i]);
            groups[column[i]] = (weight + w, part + (w * rates[i]));
            (n, sum, squares) = (n + w, sum + (w * rates[i]), squares + (w * rates[i] * rates[i]));
        }

        var total = squares - (sum * sum / n);
        var between = groups.Values.Where(g => g.Weight > 0).Sum(g => g.Sum * g.Sum / g.Weight) - (sum * sum / n);
        return total > 0 ? Math.Sqrt(Math.Clamp(between / total, 0, 1)) : 0;
    }
}
