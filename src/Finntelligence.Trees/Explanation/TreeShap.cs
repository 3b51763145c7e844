using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Trees.Explanation;

/// <summary>
/// Exact path-dependent SHAP values of an ensemble's score (log-odds): base value + Σ contributions = score.
/// <para>
/// The game (Lundberg and others, 2018): when a feature is unknown, a split on it takes both ways in proportion to the
/// covers of its children. So an explanation needs the ensemble alone, and a feature the ensemble never tests gets 0.
/// The Shapley values are computed by Gauss–Legendre quadrature, which is exact because the integrand is a polynomial of
/// a degree below the number of distinct features on a path (<see cref="PathWalk{TLanes}"/>); nothing is sampled or cut off.
/// </para>
/// <para>
/// Covers: a split that no training row reached (cover 0) sends half each way; a child of cover 0 under a node with
/// cover has chance 0. Covers that do not add up are taken as they are, in contributions and base value alike, so
/// contributions still add up to the score.
/// </para>
/// <para>
/// Groups: features of one group are one player of the game, known or unknown together. That is the exact Shapley value
/// of the coarser game. It is not the sum of the members' values: those also count the cases in which one member is known
/// and another is not, which cannot happen when one is derived from the other.
/// </para>
/// Immutable and safe for any number of threads. All arithmetic is double; the score of an ensemble that is added up in float32
/// (<see cref="ScoreArithmetic.Single"/>) differs from the sum by that rounding.
/// </summary>
public sealed class TreeShap
{
    private readonly PathForest _forest;
    private readonly GaussLegendre _quadrature;
    private readonly int _features;
    private readonly int _lanes;

    /// <summary>Explains by feature.</summary>
    /// <exception cref="InvalidEnsembleException">Covers so far apart that their ratio is no finite number.</exception>
    public TreeShap(TreeEnsemble ensemble)
        : this(ensemble, Enumerable.Range(0, ensemble.Features.Length).ToArray())
    {
    }

    /// <summary>Explains by group of features.</summary>
    /// <param name="ensemble">The ensemble.</param>
    /// <param name="groups">The group of each feature. Groups are numbered from 0 and none is empty.</param>
    /// <exception cref="ArgumentException">Not one group per feature, or numbers with a gap.</exception>
    /// <exception cref="InvalidEnsembleException">Covers so far apart that their ratio is no finite number.</exception>
    public TreeShap(TreeEnsemble ensemble, ReadOnlySpan<int> groups)
    {
        _features = ensemble.Features.Length;
        if (groups.Length != _features)
            throw new ArgumentException($"There are {_features} features but {groups.Length} groups.", nameof(groups));
        GroupCount = CountGroups(groups);
        _forest = new PathForest(ensemble, groups.ToArray(), GroupCount);
        var needed = Math.Max(1, (_forest.MostGroups + 1) / 2);
        _lanes = needed <= 2 ? 2 : needed <= 4 ? 4 : 8;
        // Spare lanes hold further points: more points than needed are exact too.
        _quadrature = GaussLegendre.Of((needed + _lanes - 1) / _lanes * _lanes);
    }

    /// <summary>Length of a contributions span: the number of groups, or of features when none were given.</summary>
    public int GroupCount { get; }

    /// <summary>The score when nothing is known: base score and the cover-weighted mean of every tree. The same for all rows.</summary>
    public double BaseValue => _forest.BaseValue;

    /// <summary>Quadrature points in use: at least half the number of distinct groups on any path.</summary>
    internal int Points => _quadrature.Nodes.Length;

    /// <summary>Contributions of one row. Allocates nothing once the shared pools are warm.</summary>
    /// <param name="row">One value per feature; NaN is missing and follows the default direction, like any value.</param>
    /// <param name="contributions">One per group, log-odds; overwritten.</param>
    /// <returns><see cref="BaseValue"/>.</returns>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public double Explain(ReadOnlySpan<float> row, Span<double> contributions)
    {
        CheckLength(row.Length, _features, nameof(row));
        return ExplainRows(row, contributions);
    }

    /// <summary>Contributions of many rows.</summary>
    /// <param name="rows">Rows one after the other, row-major.</param>
    /// <param name="contributions">One row of <see cref="GroupCount"/> values per row, row-major; overwritten.</param>
    /// <returns><see cref="BaseValue"/>.</returns>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public double ExplainRows(ReadOnlySpan<float> rows, Span<double> contributions)
    {
        if (_features == 0)
            return BaseValue;
        CheckLength(rows.Length, rows.Length / _features * _features, nameof(rows));
        CheckLength(contributions.Length, rows.Length / _features * GroupCount, nameof(contributions));
        using var scratch = new PathScratch(_forest.MostNodes, GroupCount, _lanes);
        for (var i = 0; i < rows.Length / _features; i++)
            ExplainRow(rows.Slice(i * _features, _features), contributions.Slice(i * GroupCount, GroupCount), Condition.None, scratch);
        return BaseValue;
    }

    /// <summary>
    /// SHAP interaction values of one row: off the diagonal, what a pair earns together beyond each alone, half in (i, j)
    /// and half in (j, i); on the diagonal, the rest of a group's contribution. A row of the matrix adds up to the
    /// group's contribution. The matrix is exactly symmetric.
    /// </summary>
    /// <param name="row">One value per feature; NaN is missing.</param>
    /// <param name="matrix">GroupCount × GroupCount values, row-major; overwritten.</param>
    /// <returns><see cref="BaseValue"/>.</returns>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public double Interactions(ReadOnlySpan<float> row, Span<double> matrix)
    {
        CheckLength(row.Length, _features, nameof(row));
        CheckLength(matrix.Length, GroupCount * GroupCount, nameof(matrix));
        using var scratch = new PathScratch(_forest.MostNodes, GroupCount, _lanes);
        Span<double> total = new double[GroupCount];
        ExplainRow(row, total, Condition.None, scratch);

        // What j earns when i is known less what it earns when i is not, halved, is the interaction of i and j.
        Span<double> known = new double[GroupCount], unknown = new double[GroupCount];
        for (var i = 0; i < GroupCount; i++)
        {
            ExplainRow(row, known, new Condition(i, true, 0.5), scratch);
            ExplainRow(row, unknown, new Condition(i, false, 0.5), scratch);
            for (var j = i + 1; j < GroupCount; j++)
                matrix[(i * GroupCount) + j] = matrix[(j * GroupCount) + i] = known[j] - unknown[j];
        }

        for (var i = 0; i < GroupCount; i++)
        {
            var rest = total[i];
            for (var j = 0; j < GroupCount; j++)
                rest -= j == i ? 0 : matrix[(i * GroupCount) + j];
            matrix[(i * GroupCount) + i] = rest;
        }

        return BaseValue;
    }

    private void ExplainRow(ReadOnlySpan<float> row, Span<double> contributions, Condition condition, PathScratch scratch)
    {
        switch (_lanes)
        {
            case 2:
                ExplainRow<Lanes2>(row, contributions, condition, scratch);
                break;
            case 4:
                ExplainRow<Lanes4>(row, contributions, condition, scratch);
                break;
            default:
                ExplainRow<Lanes8>(row, contributions, condition, scratch);
                break;
        }
    }

    /// <summary>Points beyond the lanes are taken in turns: they are independent of each other.</summary>
    private void ExplainRow<TLanes>(ReadOnlySpan<float> row, Span<double> contributions, Condition condition, PathScratch scratch)
        where TLanes : struct, ILanes<TLanes>
    {
        contributions.Clear();
        for (var first = 0; first < Points; first += TLanes.Count)
        {
            scratch.Credits.Clear();
            var points = TLanes.Load(in _quadrature.Nodes.AsSpan()[first], 0);
            foreach (ref readonly var tree in _forest.Trees.AsSpan())
            {
                // A tree that does not test the conditioned group earns the same whether it is known or not.
                if (condition.Group < 0 || tree.Groups.AsSpan().BinarySearch(condition.Group) >= 0)
                    PathWalk<TLanes>.Add(_forest, tree, row, points, condition, scratch);
            }

            for (var k = 0; k < TLanes.Count; k++)
            {
                var weight = _quadrature.Weights[first + k];
                for (var g = 0; g < contributions.Length; g++)
                    contributions[g] += weight * scratch.Credits[(g * TLanes.Count) + k];
            }
        }
    }

    private static int CountGroups(ReadOnlySpan<int> groups)
    {
        var seen = new HashSet<int>();
        var count = 0;
        foreach (var group in groups)
        {
            seen.Add(group);
            count = Math.Max(count, group + 1);
        }

        if (seen.Count != count || seen.Any(group => group < 0))
            throw new ArgumentException("Groups must be numbered 0, 1, 2, … without a gap.", nameof(groups));
        return count;
    }

    private static void CheckLength(int actual, int expected, string name)
    {
        if (actual != expected)
            throw new ArgumentException($"The length is {actual}, not {expected}.", name);
    }
}
