using System.Collections.Immutable;

namespace Finntelligence.Experiments.Estimators;

/// <summary>
/// A way to value a policy on decisions that another one made. Each is a function of sums over decisions, so that one pass of the
/// bootstrap serves all.
/// </summary>
/// <param name="Name">Identifier.</param>
/// <param name="Title">For a person.</param>
/// <param name="Columns">What is summed, one element a decision.</param>
/// <param name="Value">The value from the sums of these columns and the number of decisions.</param>
/// <param name="IsMean">Whether the value is the mean of the first column, so that bounds for means hold.</param>
/// <param name="Threshold">What was chosen from the data; null where nothing was.</param>
public sealed record Estimator(
    string Name, string Title, ImmutableArray<double[]> Columns, Func<double[], double, double> Value, bool IsMean, double? Threshold = null)
{
    /// <summary>Of the decisions as they are.</summary>
    public double Of() => Value([.. Columns.Select(column => column.Sum())], Columns[0].Length);

    /// <summary>An estimator that is a mean of terms.</summary>
    internal static Estimator Mean(string name, string title, double[] terms, double? threshold = null) =>
        new(name, title, [terms], (sums, count) => sums[0] / count, true, threshold);
}
