using System.Collections.Immutable;
using Finntelligence.Trees;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Modelling.Tests.Gates;

/// <summary>Trees over two numeric features, x and y.</summary>
internal static class SomeTrees
{
    public static ImmutableArray<FeatureSpec> Features { get; } = [new("x", Monotonicity: Monotonicity.Increasing), new("y")];

    public static TreeEnsemble Of(params DecisionTree[] trees) => new(Features, 0, [.. trees], ScoreArithmetic.Double);

    public static DecisionTree Stump(int feature, float threshold, double upTo, double above) =>
        new([new SplitNode(feature, threshold, ~0, ~1, true, 1, 2)], [new Leaf(upTo, 1), new Leaf(above, 1)]);

    /// <summary>y ≤ 0: x ≤ 1 → a, else b; otherwise x ≤ 2 → c, else d.</summary>
    public static DecisionTree Nested(double a, double b, double c, double d) => new(
        [new SplitNode(1, 0, 1, 2, true, 1, 4), new SplitNode(0, 1, ~0, ~1, true, 1, 2), new SplitNode(0, 2, ~2, ~3, true, 1, 2)],
        [new Leaf(a, 1), new Leaf(b, 1), new Leaf(c, 1), new Leaf(d, 1)]);

    /// <summary>A seeded random ensemble of small leaves, so that some are monotone by chance.</summary>
    public static TreeEnsemble Random(int seed)
    {
        var random = new Random(seed);
        return Of([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.Next(2) == 0
            ? Stump(random.Next(2), random.Next(4), random.Next(3), random.Next(3))
            : Nested(random.Next(3), random.Next(4), random.Next(3), random.Next(4)))]);
    }

    /// <summary>Whether the score falls anywhere as x rises, by looking everywhere.</summary>
    public static bool FallsSomewhere(TreeEnsemble ensemble)
    {
        float[] values = [-1, 0, 0.5f, 1, 1.5f, 2, 2.5f, 3, 3.5f, 4];
        foreach (float y in values.Append(float.NaN))
        {
            for (int i = 1; i < values.Length; i++)
            {
                if (ensemble.Score([values[i], y]) < ensemble.Score([values[i - 1], y]))
                    return true;
            }
        }

        return false;
    }
}
