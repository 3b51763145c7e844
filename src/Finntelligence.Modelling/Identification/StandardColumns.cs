using Finntelligence.Trees;
using Finntelligence.Trees.Numerics;

namespace Finntelligence.Modelling.Identification;

/// <summary>
/// What an applicant's features are to a regression: columns of mean 0 without missing values. They are several times as many as the features, so only
/// how they are made is kept, and a row's are made when they are asked for.
/// </summary>
internal sealed class StandardColumns
{
    private const double LeastShare = 0.01;
    private const int MostValues = 20;

    private readonly ApplicantRows _applicants;
    private readonly (int Feature, Func<double, double> Of)[] _columns;

    private StandardColumns(ApplicantRows applicants, (int, Func<double, double>)[] columns) => (_applicants, _columns) = (applicants, columns);

    /// <summary>Number of columns.</summary>
    public int Count => _columns.Length;

    /// <summary>
    /// Each number with mean 0 and deviation 1, each common value of a category but the most common, and for each feature that is missing for some whether
    /// it is; of numbers, for each knot, also how far they are above it and, where none is below 0, their logarithm: amounts, ages and counts mostly act by
    /// shares.
    /// </summary>
    /// <param name="applicants">Features.</param>
    /// <param name="parallel">Of its loop.</param>
    /// <param name="knots">Shares of the rows below; none for straight lines.</param>
    public static StandardColumns Of(ApplicantRows applicants, ParallelOptions parallel, params double[] knots) => new(
        applicants,
        [
            .. Enumerable.Range(0, applicants.Features.Length)
                .AsParallel().AsOrdered().WithDegreeOfParallelism(parallel.MaxDegreeOfParallelism).WithCancellation(parallel.CancellationToken)
                .Select(j => OfFeature(applicants, j, knots).Select(column => (j, column)).ToArray())
                .AsSequential().SelectMany(columns => columns),
        ]);

    /// <summary>A row's value in each column.</summary>
    /// <param name="index">The row.</param>
    /// <param name="values">As long as there are columns.</param>
    public void Row(int index, Span<double> values)
    {
        var row = _applicants.Values.Row(index);
        for (var k = 0; k < _columns.Length; k++)
            values[k] = _columns[k].Of(row[_columns[k].Feature]);
    }

    private static IEnumerable<Func<double, double>> OfFeature(ApplicantRows applicants, int feature, double[] knots)
    {
        var column = Array.ConvertAll(applicants.Values.Column(feature), v => (double)v);
        if (applicants.Features[feature].Kind == FeatureKind.Category)
        {
            foreach (var value in Values(column))
                yield return value;
        }
        else
        {
            var standard = StandardScale.Of(column);
            yield return standard.At;
            foreach (var above in Above(standard, column, knots))
                yield return above;
            if (knots.Length > 0 && column.All(v => double.IsNaN(v) || v >= 0))
                yield return Of(column, v => double.IsNaN(v) ? v : PortableMath.Log(1 + v));
        }

        if (column.Count(double.IsNaN) is var missing && missing >= LeastShare * column.Length)
            yield return Of(column, v => double.IsNaN(v) ? 1.0 : 0);
    }

    private static IEnumerable<Func<double, double>> Above(StandardScale standard, double[] column, double[] knots)
    {
        if (knots.Length == 0)
            return [];
        double[] sorted = [.. column.Where(v => !double.IsNaN(v)).Select(standard.At).Order()];
        if (sorted.Length == 0)
            return [];
        return knots.Select(knot => sorted[(int)(knot * (sorted.Length - 1))]).Distinct().Where(at => at > sorted[0] && at < sorted[^1])
            .Select(at => Of(column, AboveOf(standard, at)));
    }

    private static IEnumerable<Func<double, double>> Values(double[] column) => column.Where(v => !double.IsNaN(v)).GroupBy(v => v)
        .Select(g => (Value: g.Key, Count: g.Count())).Where(g => g.Count >= LeastShare * column.Length)
        .OrderByDescending(g => g.Count).ThenBy(g => g.Value).Skip(1).Take(MostValues)
        .Select(g => Of(column, Is(g.Value)));

    // Made apart, so that they do not hold the column.
    private static Func<double, double> AboveOf(StandardScale standard, double at) =>
        v => double.IsNaN(v) ? double.NaN : Math.Max(0, standard.At(v) - at);

    private static Func<double, double> Is(double value) => v => v == value ? 1.0 : 0;

    private static Func<double, double> Of(double[] column, Func<double, double> made)
    {
        var scale = StandardScale.Of(Array.ConvertAll(column, v => made(v)));
        return v => scale.At(made(v));
    }
}
