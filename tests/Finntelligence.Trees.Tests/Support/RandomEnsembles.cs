using System.Collections.Immutable;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Trees.Tests.Support;

/// <summary>Small ensembles with every kind of split, and rows that hit thresholds, categories and missing values.</summary>
internal static class RandomEnsembles
{
    public static TreeEnsemble Make(Random random, int features, int trees, int maximumNodes, bool zeroCovers = false) => new(
        [.. Enumerable.Range(0, features).Select(f => new FeatureSpec($"x{f}", IsCategory(f) ? FeatureKind.Category : FeatureKind.Numeric))],
        Math.Round(random.NextDouble() - 0.5, 6),
        [.. Enumerable.Range(0, trees).Select(_ => Tree(random, features, random.Next(maximumNodes + 1), zeroCovers))]);

    public static float[] Row(Random random, int features) =>
        [.. Enumerable.Range(0, features).Select(f =>
            random.Next(6) == 0 ? float.NaN : IsCategory(f) ? random.Next(-1, 8) : random.Next(-4, 5) / 2f)];

    private static bool IsCategory(int feature) => feature % 3 == 2;

    /// <summary>Grows a tree by splitting random leaves; parents come before children by construction.</summary>
    private static DecisionTree Tree(Random random, int features, int nodes, bool zeroCovers)
    {
        var left = new int[nodes];
        var right = new int[nodes];
        var open = new List<(int Parent, bool Left)> { (-1, true) };
        for (var n = 0; n < nodes; n++)
        {
            var at = random.Next(open.Count);
            var (parent, isLeft) = open[at];
            open.RemoveAt(at);
            if (parent >= 0)
                (isLeft ? left : right)[parent] = n;
            open.Add((n, true));
            open.Add((n, false));
        }

        var leafCovers = new double[open.Count];
        for (var l = 0; l < open.Count; l++)
        {
            leafCovers[l] = zeroCovers && random.Next(3) == 0 ? 0 : random.Next(1, 50);
            if (open[l].Parent >= 0)
                (open[l].Left ? left : right)[open[l].Parent] = ~l;
        }

        var covers = new double[nodes];
        for (var n = nodes - 1; n >= 0; n--)
            covers[n] = Cover(left[n]) + Cover(right[n]);
        return new DecisionTree(
            [.. Enumerable.Range(0, nodes).Select(n => Node(random, features, left[n], right[n], covers[n]))],
            [.. leafCovers.Select(cover => new Leaf(FixedPoint.Round((random.NextDouble() * 4) - 2), cover))]);

        double Cover(int child) => child >= 0 ? covers[child] : leafCovers[~child];
    }

    private static SplitNode Node(Random random, int features, int left, int right, double cover)
    {
        var feature = random.Next(features);
        ImmutableArray<int>? codes = IsCategory(feature) ? [.. Enumerable.Range(0, 7).Where(_ => random.Next(2) == 0)] : null;
        var threshold = codes is null ? random.Next(-3, 4) / 2f : 0;
        return new SplitNode(feature, threshold, left, right, random.Next(2) == 0, random.NextDouble(), cover, codes);
    }
}
