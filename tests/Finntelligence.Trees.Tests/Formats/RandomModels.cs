using System.Collections.Immutable;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Trees.Tests.Formats;

/// <summary>Seeded ensembles and rows that sit on thresholds, beside them, at both infinities and at missing.</summary>
internal static class RandomModels
{
    /// <summary>Trees of 1 up to some leaves over numeric features, on the grid of our learner.</summary>
    public static TreeEnsemble Make(
        Random random, int features, int trees, int maximumLeaves, double leafSize = 1, bool categories = false) => new(
        [.. Enumerable.Range(0, features).Select(f => Feature(f, categories))],
        FixedPoint.Round((random.NextDouble() - 0.5) * 4),
        [.. Enumerable.Range(0, trees).Select(_ => Tree(random, features, random.Next(1, maximumLeaves + 1), leafSize, categories))]);

    /// <summary>Rows of one value per feature, many of them taken from a threshold that tests the feature.</summary>
    public static float[][] Rows(Random random, TreeEnsemble ensemble, int count)
    {
        var byFeature = ensemble.Trees.SelectMany(t => t.Nodes).ToLookup(n => n.Feature);
        var nodes = Enumerable.Range(0, ensemble.Features.Length).Select(f => byFeature[f].ToArray()).ToArray();
        return [.. Enumerable.Range(0, count).Select(_ => nodes.Select(own => Value(random, own)).ToArray())];
    }

    private static FeatureSpec Feature(int index, bool categories) =>
        new($"feature {index}", categories && index == 0 ? FeatureKind.Category : FeatureKind.Numeric);

    private static float Value(Random random, SplitNode[] nodes)
    {
        var node = nodes.Length == 0 ? null : nodes[random.Next(nodes.Length)];
        return random.Next(12) switch
        {
            0 or 1 => float.NaN,
            2 => float.PositiveInfinity,
            3 => float.NegativeInfinity,
            4 => random.Next(-1, 9),
            _ when node is null || node.Categories is not null => (random.NextSingle() - 0.5f) * 6,
            5 or 6 or 7 => node.Threshold,
            8 => float.BitIncrement(node.Threshold),
            9 => float.BitDecrement(node.Threshold),
            _ => (random.NextSingle() - 0.5f) * 6,
        };
    }

    private static DecisionTree Tree(Random random, int features, int leaves, double leafSize, bool categories)
    {
        // Splits random leaves; parents come before children by construction.
        var (left, right) = (new int[leaves - 1], new int[leaves - 1]);
        var open = new List<(int Parent, bool Left)> { (-1, true) };
        for (var n = 0; n < leaves - 1; n++)
        {
            var at = random.Next(open.Count);
            Attach(open[at], n);
            open[at] = (n, true);
            open.Add((n, false));
        }

        for (var l = 0; l < leaves; l++)
            Attach(open[l], ~l);
        return new DecisionTree(
            [.. Enumerable.Range(0, leaves - 1).Select(n => Node(random, features, left[n], right[n], categories))],
            [.. Enumerable.Range(0, leaves).Select(_ => new Leaf(Value(), random.Next(100)))]);

        double Value() => FixedPoint.Round((random.NextDouble() - 0.5) * 2 * leafSize);

        void Attach((int Parent, bool Left) place, int child)
        {
            if (place.Parent >= 0)
                (place.Left ? left : right)[place.Parent] = child;
        }
    }

    private static SplitNode Node(Random random, int features, int left, int right, bool categories)
    {
        var feature = random.Next(features);
        ImmutableArray<int>? codes = categories && feature == 0
            ? [.. Enumerable.Range(0, 8).Where(c => c == 3 || random.Next(2) == 0)]
            : null;
        var threshold = random.Next(8) switch
        {
            0 => 0f,
            1 => -0f,
            2 => float.Epsilon,
            _ => (random.NextSingle() - 0.5f) * 4,
        };
        return new SplitNode(feature, threshold, left, right, random.Next(2) == 0, random.NextDouble() * 10, random.Next(100), codes);
    }
}
