using System.Collections.Immutable;

namespace Finntelligence.Trees.Ensembles;

/// <summary>
/// An immutable sum of trees: score(row) = base score + Σ leaf values, in log-odds.
/// The learner makes leaf values and base score multiples of 2⁻³² (<see cref="FixedPoint"/>), so the double sum is exact and
/// does not depend on the order of addition: one row, a batch and a specialised grid give the same bits.
/// </summary>
public sealed class TreeEnsemble
{
    private readonly IScorer _scorer;

    /// <summary>Checks the trees and lays them out for scoring.</summary>
    /// <exception cref="InvalidEnsembleException">A tree is not a tree, or a number is not usable; the message says which.</exception>
    public TreeEnsemble(
        ImmutableArray<FeatureSpec> features,
        double baseScore,
        ImmutableArray<DecisionTree> trees,
        ScoreArithmetic arithmetic = ScoreArithmetic.Exact)
    {
        EnsembleChecks.Check(features, baseScore, trees, arithmetic);
        Features = features;
        BaseScore = baseScore;
        Trees = trees;
        Arithmetic = arithmetic;
        _scorer = LeafTables.For(features.Length, trees) ?? new FlatTrees(trees);
    }

    /// <summary>The columns of a row, in order.</summary>
    public ImmutableArray<FeatureSpec> Features { get; }

    /// <summary>Log-odds before any tree: the prior of the training data.</summary>
    public double BaseScore { get; }

    /// <summary>The trees in their logical form, in boosting order.</summary>
    public ImmutableArray<DecisionTree> Trees { get; }

    /// <summary>The ensemble as it was after some rounds.</summary>
    /// <param name="count">Number of trees to keep, at most all.</param>
    public TreeEnsemble Take(int count) => new(Features, BaseScore, Trees[..count], Arithmetic);

    /// <summary>How <see cref="BaseScore"/> and the leaves are added up.</summary>
    public ScoreArithmetic Arithmetic { get; }

    /// <summary>Log-odds of one row, before rounding to float32 and calibration. Allocates nothing.</summary>
    /// <param name="row">One value per feature; NaN is missing.</param>
    /// <exception cref="ArgumentException">The row has another length than <see cref="Features"/>.</exception>
    public double Score(ReadOnlySpan<float> row)
    {
        if (row.Length != Features.Length)
            throw new ArgumentException($"The row has {row.Length} values, the ensemble {Features.Length} features.", nameof(row));
        return Arithmetic == ScoreArithmetic.Single ? _scorer.SumSingle((float)BaseScore, row) : _scorer.Sum(BaseScore, row);
    }

    /// <summary>Log-odds of many rows.</summary>
    /// <param name="rows">Rows one after the other, row-major.</param>
    /// <param name="scores">One per row.</param>
    public void Score(ReadOnlySpan<float> rows, Span<double> scores)
    {
        if (rows.Length != scores.Length * Features.Length)
            throw new ArgumentException($"{rows.Length} values are not {scores.Length} rows of {Features.Length} features.", nameof(rows));
        _scorer.Sum(BaseScore, Arithmetic == ScoreArithmetic.Single, rows, Features.Length, scores);
    }
}
