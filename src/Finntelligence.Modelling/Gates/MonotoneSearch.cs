using Finntelligence.Trees;
using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Numerics;

namespace Finntelligence.Modelling.Gates;

/// <summary>
/// Looks for a move against a monotone direction. Between two neighbouring thresholds a score cannot change, so with one value in
/// each such interval a row's whole curve along the feature is known exactly. The other features of the rows are drawn from
/// the intervals that the trees tell apart, missing values included, so that rare corners are as likely as common ones.
/// </summary>
internal static class MonotoneSearch
{
    private const ulong Seed = 1;

    /// <summary>The greatest move against the direction; null when no row has any.</summary>
    /// <param name="ensemble">The trees.</param>
    /// <param name="feature">Index of the feature.</param>
    /// <param name="direction">Not <see cref="Monotonicity.None"/>.</param>
    /// <param name="rows">Rows to draw; the same number gives the same rows.</param>
    /// <param name="cancellationToken">Checked at every row.</param>
    public static MonotoneBreach? Find(
        TreeEnsemble ensemble, int feature, Monotonicity direction, int rows, CancellationToken cancellationToken)
    {
        float[][] values = [.. Enumerable.Range(0, ensemble.Features.Length).Select(j => ValuesOf(ensemble, j))];
        var random = new CounterRandom(Seed);
        var row = new float[values.Length];
        MonotoneBreach? worst = null;
        for (var i = 0; i < rows; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var j = 0; j < row.Length; j++)
                row[j] = Draw(values[j], random.Uniform((ulong)((i * (long)row.Length) + j)));
            if (Along(ensemble, row, feature, values[feature], direction) is { } breach && !(breach.Size <= worst?.Size))
                worst = breach;
        }

        return worst;
    }

    /// <summary>One value in each interval that the trees tell apart, ascending.</summary>
    internal static float[] ValuesOf(TreeEnsemble ensemble, int feature)
    {
        var nodes = ensemble.Trees.SelectMany(t => t.Nodes).Where(n => n.Feature == feature).ToArray();
        float[] thresholds = [.. nodes.Where(n => n.Categories is null).Select(n => n.Threshold).Distinct().Order()];
        var codes = nodes.SelectMany(n => n.Categories ?? []).SelectMany(c => new[] { c, c + 1f });
        var above = thresholds.Length == 0 ? 0 : MathF.BitIncrement(thresholds[^1]);
        return [.. thresholds.Append(above).Concat(codes).Distinct().Order()];
    }

    // One chance more than there are values: missing.
    private static float Draw(float[] values, double uniform) =>
        (int)(uniform * (values.Length + 1)) is var at && at < values.Length ? values[at] : float.NaN;

    private static MonotoneBreach? Along(TreeEnsemble ensemble, float[] row, int feature, float[] values, Monotonicity direction)
    {
        MonotoneBreach? worst = null;
        var (extreme, extremeAt) = (double.NaN, float.NaN);
        foreach (var value in values)
        {
            row[feature] = value;
            var score = ensemble.Score(row) * (int)direction;
            if (score < extreme && !(extreme - score <= worst?.Size))
                worst = new MonotoneBreach(extremeAt, value, extreme - score);
            if (!(score <= extreme))
                (extreme, extremeAt) = (score, value);
        }

        return worst;
    }
}

/// <summary>A move against a monotone direction.</summary>
/// <param name="From">The feature's value before.</param>
/// <param name="To">The feature's greater value after.</param>
/// <param name="Size">How far the score moves the wrong way, in its own units; above 0.</param>
internal sealed record MonotoneBreach(float From, float To, double Size);
