using System.Collections.Immutable;
using Finntelligence.Trees;
using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Learning;
using Finntelligence.Trees.Numerics;

namespace Finntelligence.Modelling.Fitting;

/// <summary>
/// A number of the applicant as trees. The number of a row is made a probability, by which the row is an event, and none by the rest: what minimises the
/// log-loss is then the number itself. Directions that the features promise are kept.
/// </summary>
internal static class LevelTrees
{
    private const double Farthest = 4;
    private static readonly TreeOptions Options = new() { NumberOfLeaves = 8, MinimumExampleCountPerLeaf = 60, LearningRate = 0.15, NumberOfTrees = 80 };

    /// <summary>What they start from, and the trees.</summary>
    /// <param name="rows">Features and values.</param>
    /// <param name="applicant">The columns to learn from.</param>
    /// <param name="level">One per row.</param>
    /// <param name="scale">What the result is multiplied by.</param>
    /// <param name="threads">0 for one per core; no influence on the result.</param>
    /// <param name="cancellation">Checked often.</param>
    public static (double Start, ImmutableArray<DecisionTree> Trees) Of(
        LabeledRows rows, int[] applicant, double[] level, double scale, int threads, CancellationToken cancellation)
    {
        if (applicant.Length == 0 || level.Max() - level.Min() < 1e-6)
            return (level.Average() * scale, []);
        var shares = new float[rows.Count];
        for (var i = 0; i < shares.Length; i++)
            shares[i] = (float)(1 / (1 + PortableMath.Exp(-Math.Clamp(level[i], -Farthest, Farthest))));
        ImmutableArray<FeatureSpec> features = [.. applicant.Select(j => rows.Features[j])];
        var ensemble = GradientBooster.Train(
            LabeledRows.OfShares(features, rows.Values.Columns(applicant), shares), Options with { NumberOfThreads = threads }, cancellationToken: cancellation).Ensemble;
        return (ensemble.BaseScore * scale, [.. ensemble.Trees.Select(tree => Placed(tree, applicant, scale))]);
    }

    private static DecisionTree Placed(DecisionTree tree, int[] applicant, double scale) => new(
        [.. tree.Nodes.Select(node => node with { Feature = applicant[node.Feature] })],
        [.. tree.Leaves.Select(leaf => leaf with { Value = FixedPoint.Round(scale * leaf.Value) })]);
}
