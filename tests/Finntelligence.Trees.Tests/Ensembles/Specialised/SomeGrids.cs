using System.Collections.Immutable;
using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Ensembles.Specialised;

namespace Finntelligence.Trees.Tests.Ensembles.Specialised;

/// <summary>Random ensembles and grids, seeded. Values are small integers, so that many equal a threshold.</summary>
internal static class SomeGrids
{
    private const int Codes = 8;

    public static ImmutableArray<FeatureSpec> Features(ImmutableArray<int?> axisOf) => [.. axisOf.Select((_, i) => new FeatureSpec($"f{i}"))];

    /// <summary>Trees with thresholds and category sets, on known and free features alike.</summary>
    public static TreeEnsemble Ensemble(ImmutableArray<int?> axisOf, ScoreArithmetic arithmetic, int trees, int leaves, Random random) => new(
        Features(axisOf),
        Leaf(arithmetic, random),
        [.. Enumerable.Range(0, trees).Select(_ => Tree(axisOf.Length, arithmetic, random.Next(1, leaves + 1), random))],
        arithmetic);

    /// <summary>A value for each position of a feature's axis: rising, falling, constant or missing throughout.</summary>
    public static float[] Values(int length, Random random)
    {
        var (first, step) = (random.Next(-2, Codes), random.Next(4) switch { 0 => -0.5f, 1 => 0f, _ => 0.5f });
        return random.Next(8) == 0
            ? [.. Enumerable.Repeat(float.NaN, length)]
            : [.. Enumerable.Range(0, length).Select(i => first + step * i)];
    }

    /// <summary>What scoring cell by cell gives, in the order of the grid.</summary>
    public static float[] CellByCell(TreeEnsemble ensemble, ImmutableArray<int?> axisOf, float[] row, float[][] values, GridShape shape)
    {
        var scores = new List<float>();
        for (var cell = 0; cell < shape.Count; cell++)
        {
            int[] position = [cell / shape.Inner / shape.Middle, cell / shape.Inner % shape.Middle, cell % shape.Inner];
            float[] full = [.. axisOf.Select((axis, f) => axis is { } a ? values[f][position[a]] : row[f])];
            scores.Add((float)ensemble.Score(full));
        }

        return [.. scores];
    }

    /// <summary>What the grid ensemble gives.</summary>
    public static float[] AtOnce(GridEnsemble grid, GridScratch scratch, float[] row, float[][] values, GridShape shape)
    {
        scratch.Begin(shape);
        foreach (var free in grid.Free)
            scratch.SetValues(free, values[free.Feature]);
        grid.Score(row, scratch);
        return scratch.Scores.ToArray();
    }

    private static DecisionTree Tree(int features, ScoreArithmetic arithmetic, int leaves, Random random)
    {
        var nodes = new List<SplitNode>();
        var values = new List<Leaf>();
        Grow(leaves);
        return new DecisionTree([.. nodes], [.. values]);

        int Grow(int size)
        {
            if (size == 1)
            {
                values.Add(new Leaf(Leaf(arithmetic, random), 1));
                return ~(values.Count - 1);
            }

            var n = nodes.Count;
            nodes.Add(null!);
            var left = random.Next(1, size);
            ImmutableArray<int>? codes = random.Next(5) == 0 ? [.. Enumerable.Range(0, Codes).Where(_ => random.Next(3) == 0)] : null;
            var feature = random.Next(features);
            var threshold = random.Next(12) switch { 0 => float.PositiveInfinity, 1 => float.NegativeInfinity, _ => random.Next(-2, 2 * Codes) / 2f };
            var missingLeft = random.Next(2) == 0;
            var (low, high) = (Grow(left), Grow(size - left));
            nodes[n] = new SplitNode(feature, threshold, low, high, missingLeft, 1, 1, codes);
            return n;
        }
    }

    private static double Leaf(ScoreArithmetic arithmetic, Random random)
    {
        var value = random.NextDouble() * 2 - 1;
        return arithmetic switch
        {
            ScoreArithmetic.Exact => FixedPoint.Round(value),
            ScoreArithmetic.Single => (float)value,
            _ => value,
        };
    }
}
