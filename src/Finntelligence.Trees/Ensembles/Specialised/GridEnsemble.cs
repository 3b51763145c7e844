using System.Collections.Immutable;

namespace Finntelligence.Trees.Ensembles.Specialised;

/// <summary>
/// Scores one row at every cell of a grid, for about the cost of walking each tree a few times. Some features are known for
/// the row; the others are free: each depends on the position on one of three axes. What the known features leave of a tree is
/// a small tree over the axes, and each of its leaves is a box of cells (<see cref="BoxWalk"/>); the boxes are added up
/// (<see cref="CornerSums"/>). The result is bit-equal to scoring each cell alone, whatever the ensemble's arithmetic.
/// Immutable; safe for any number of threads, each with its own scratch.
/// </summary>
public sealed class GridEnsemble
{
    // A sum of multiples of 2⁻³² below this is exact in double, with a factor of two to spare.
    private const double GreatestExactScore = 1 << 20;

    private readonly ResidualForest _forest;
    private readonly ScoreArithmetic _arithmetic;
    private readonly double _baseScore;
    private readonly long[] _fixedPoint = [];
    private readonly float[] _single = [];
    private readonly int _features;
    private readonly ImmutableArray<bool> _sees;

    /// <summary>Lays out an ensemble.</summary>
    /// <param name="ensemble">To be scored.</param>
    /// <param name="axisOf">For each feature the axis (0, 1, 2) that it is free on; null if it is known for a row.</param>
    /// <exception cref="ArgumentException">Not one axis per feature, or one that does not exist.</exception>
    public GridEnsemble(TreeEnsemble ensemble, ImmutableArray<int?> axisOf)
    {
        if (axisOf.Length != ensemble.Features.Length || axisOf.Any(a => a is < 0 or >= GridShape.Axes))
            throw new ArgumentException("There must be one axis, 0 to 2 or none, for each feature.", nameof(axisOf));
        _forest = new ResidualForest(ensemble, axisOf);
        _baseScore = ensemble.BaseScore;
        _features = axisOf.Length;
        _sees = [.. Enumerable.Range(0, GridShape.Axes).Select(axis => Free.Any(f => f.Axis == axis))];
        // Exact sums are a promise of the learner; an ensemble put together otherwise is added up in order.
        _arithmetic = ensemble.Arithmetic == ScoreArithmetic.Exact && !IsExact(ensemble) ? ScoreArithmetic.Double : ensemble.Arithmetic;
        if (_arithmetic == ScoreArithmetic.Exact)
            _fixedPoint = [.. _forest.Leaves.Select(v => (long)(v * CornerSums.Scale))];
        else if (_arithmetic == ScoreArithmetic.Single)
            _single = [.. _forest.Leaves.Select(v => (float)v)];
    }

    /// <summary>The free features that some tree splits on. The others need no values.</summary>
    public ImmutableArray<FreeFeature> Free => _forest.Free;

    /// <summary>Whether the score depends on an axis. One that it does not depend on needs only one position.</summary>
    public bool Sees(int axis) => _sees[axis];

    internal int CutCount => _forest.CutCount;

    /// <summary>Scores every cell of the scratch's grid.</summary>
    /// <param name="row">One value per feature; what stands for a free feature is not looked at.</param>
    /// <param name="scratch">
    /// Its grid has begun, and it has been given the values of every feature of <see cref="Free"/>. Takes the scores.
    /// </param>
    /// <exception cref="ArgumentException">The row has another length than there are features.</exception>
    public void Score(ReadOnlySpan<float> row, GridScratch scratch)
    {
        if (row.Length != _features)
            throw new ArgumentException($"The row has {row.Length} values, the ensemble {_features} features.", nameof(row));
        switch (_arithmetic)
        {
            case ScoreArithmetic.Exact:
                ScoreExact(row, scratch);
                break;
            case ScoreArithmetic.Single:
                scratch.Scores.Fill((float)_baseScore);
                var single = new OrderedSums<float>(scratch.ScoreArray, _single, scratch.Shape);
                BoxWalk.Run(_forest, row, scratch, ref single);
                break;
            default:
                var sums = scratch.DoubleArray();
                sums.AsSpan(0, scratch.Shape.Count).Fill(_baseScore);
                var ordered = new OrderedSums<double>(sums, _forest.Leaves, scratch.Shape);
                BoxWalk.Run(_forest, row, scratch, ref ordered);
                for (var i = 0; i < scratch.Scores.Length; i++)
                    scratch.Scores[i] = (float)sums[i];
                break;
        }
    }

    private void ScoreExact(ReadOnlySpan<float> row, GridScratch scratch)
    {
        var corners = scratch.IntegerArray();
        corners.AsSpan(0, scratch.Shape.Count).Clear();
        corners[0] = (long)(_baseScore * CornerSums.Scale);
        var sums = new CornerSums(corners, _fixedPoint, scratch.Shape);
        BoxWalk.Run(_forest, row, scratch, ref sums);
        sums.SumUp(scratch.Scores);
    }

    private static bool IsExact(TreeEnsemble ensemble)
    {
        var greatest = Math.Abs(ensemble.BaseScore) + ensemble.Trees.Sum(t => t.Leaves.Max(l => Math.Abs(l.Value)));
        return greatest < GreatestExactScore
            && FixedPoint.Round(ensemble.BaseScore) == ensemble.BaseScore
            && ensemble.Trees.All(t => t.Leaves.All(l => FixedPoint.Round(l.Value) == l.Value));
    }
}
