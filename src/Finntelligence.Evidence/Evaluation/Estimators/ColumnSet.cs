using Finntelligence.Evidence.Evaluation.Results;

namespace Finntelligence.Evidence.Evaluation.Estimators;

/// <summary>
/// Columns to be summed in the data and in every replicate, and estimates read off the sums: each is the ratio of two columns, and its
/// difference to the card's ratio is taken replicate by replicate.
/// </summary>
internal sealed class ColumnSet
{
    private readonly List<double[]> _columns = [];
    private double[] _observed = [];
    private double[][] _replicates = [];

    /// <summary>The columns so far.</summary>
    public IReadOnlyList<double[]> Columns => _columns;

    /// <summary>Takes a column.</summary>
    /// <returns>Its number.</returns>
    public int Add(double[] column)
    {
        _columns.Add(column);
        return _columns.Count - 1;
    }

    /// <summary>Resamples rows.</summary>
    /// <param name="replicates">Number.</param>
    /// <param name="seed">Of them.</param>
    /// <param name="threads">No influence on the result.</param>
    /// <param name="progress">Share done.</param>
    /// <param name="cancellation">Checked often.</param>
    public void Resample(int replicates, ulong seed, int threads, IProgress<double>? progress, CancellationToken cancellation)
    {
        _observed = [.. _columns.Select(column => column.Sum())];
        _replicates = Bootstrap.Sums(_columns, replicates, seed, threads, progress, cancellation);
    }

    /// <summary>A set of the same columns, summed within groups.</summary>
    public ColumnSet Grouped(int[] groups)
    {
        var set = new ColumnSet();
        foreach (var column in Bootstrap.Grouped(_columns, groups))
            set.Add(column);
        return set;
    }

    /// <summary>The estimate of one ratio and its difference to another.</summary>
    public Estimate Estimate(int top, int bottom, int cardTop, int cardBottom)
    {
        double[] values = [.. _replicates.Select(s => Ratio(s, top, bottom)).Where(double.IsFinite)];
        double[] differences = [.. _replicates.Select(s => Ratio(s, top, bottom) - Ratio(s, cardTop, cardBottom)).Where(double.IsFinite)];
        double value = Ratio(_observed, top, bottom);
        return new Estimate(value, Percentiles(values), value - Ratio(_observed, cardTop, cardBottom), Percentiles(differences));
    }

    /// <summary>The middle 90 %.</summary>
    public static Interval Percentiles(double[] values)
    {
        const double Tail = 0.05;
        if (values.Length == 0)
            return new Interval(double.NaN, double.NaN);
        Array.Sort(values);
        return new Interval(At(values, Tail), At(values, 1 - Tail));
    }

    private static double Ratio(double[] sums, int top, int bottom) => sums[bottom] == 0 ? double.NaN : sums[top] / sums[bottom];

    private static double At(double[] sorted, double share)
    {
        double position = share * (sorted.Length - 1);
        int below = (int)position, above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((position - below) * (sorted[above] - sorted[below]));
    }
}
