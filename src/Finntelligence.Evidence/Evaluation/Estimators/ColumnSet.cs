using Finntelligence.Evidence.Evaluation.Results;
using Finntelligence.Experiments.Estimators;

namespace Finntelligence.Evidence.Evaluation.Estimators;

/// <summary>
/// Columns to be summed in the data and in every replicate, and estimates read off the sums: each is the ratio of two columns, and its
/// difference to the card's ratio is taken replicate by replicate.
/// </summary>
internal sealed class ColumnSet
{
    private const double Confidence = 0.9;

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
    /// <param name="top">Column above the line.</param>
    /// <param name="bottom">Column below it.</param>
    /// <param name="card">The same of what it is compared with; null to compare with nothing.</param>
    public Estimate Estimate(int top, int bottom, (int Top, int Bottom)? card)
    {
        double value = Ratio(_observed, top, bottom);
        var interval = PolicyValuation.Percentile(_replicates.Select(s => Ratio(s, top, bottom)), Confidence);
        return card is not { } other
            ? new Estimate(value, interval, null, null)
            : new Estimate(
                value, interval, value - Ratio(_observed, other.Top, other.Bottom),
                PolicyValuation.Percentile(_replicates.Select(s => Ratio(s, top, bottom) - Ratio(s, other.Top, other.Bottom)), Confidence));
    }

    private static double Ratio(double[] sums, int top, int bottom) => sums[bottom] == 0 ? double.NaN : sums[top] / sums[bottom];
}
