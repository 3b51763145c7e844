using System.Collections.Immutable;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Trees.Formats.LightGbm;

/// <summary>The factors of the model as a whole, folded into the leaves, so that contributions come out in the same unit.</summary>
internal static class LeafScale
{
    /// <summary>Leaves times the objective's factor, and divided by the number of trees where they are averaged.</summary>
    public static ImmutableArray<DecisionTree> Apply(ImmutableArray<DecisionTree> trees, Header header)
    {
        var factor = header.Objective.ScoreFactor;
        var divisor = header.AveragesTrees ? trees.Length : 1;
        if (factor == 1 && divisor == 1)
            return trees;
        return [.. trees.Select((tree, index) => tree with { Leaves = [.. tree.Leaves.Select(leaf => Scaled(leaf, index))] })];

        Leaf Scaled(Leaf leaf, int tree)
        {
            var value = leaf.Value * factor / divisor;
            return double.IsFinite(value) ? leaf with { Value = value }
                : throw new InvalidModelFileException($"tree {tree}", $"a leaf times the sigmoid {factor} is {value}");
        }
    }
}
