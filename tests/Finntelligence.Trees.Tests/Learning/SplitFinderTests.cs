using System.Runtime.Intrinsics;
using Finntelligence.Trees.Learning;
using Finntelligence.Trees.Numerics;

namespace Finntelligence.Trees.Tests.Learning;

/// <summary>The first split of the first tree against every split there is, tried one by one on the raw values in double.</summary>
public sealed class SplitFinderTests
{
    [Theory]
    [InlineData(false, 0.0)]
    [InlineData(false, 0.2)]
    [InlineData(true, 0.2)]
    public void Root_split_gains_as_much_as_the_best_of_all_possible_splits(bool weighted, double missing)
    {
        for (var seed = 1UL; seed <= 60; seed++)
        {
            var rows = TestData.Mixed(20 + (int)(seed * 7 % 180), seed, missing, weighted);
            var options = new TreeOptions
            {
                MinimumExampleCountPerLeaf = 1 + (int)(seed % 5),
                L2Regularization = seed % 3,
                MinimumHessianPerLeaf = seed % 2 * 0.5,
                CategoricalSmoothing = 0,
                NumberOfLeaves = 2,
                NumberOfTrees = 1,
                NumberOfThreads = 1,
            };
            var expected = BruteForce.BestGain(rows, options);
            var trees = GradientBooster.Train(rows, options).Ensemble.Trees;
            var found = trees.IsEmpty ? 0 : trees[0].Nodes[0].Gain;

            // Gradients are rounded to about 2⁻²⁵ of their sum.
            found.ShouldBe(expected, 1e-6 * rows.Count, $"seed {seed}");
        }
    }

    [Fact]
    public void A_split_against_the_direction_is_not_taken()
    {
        // The event falls with the value, so an increasing constraint leaves nothing to split.
        float[] values = [.. Enumerable.Range(0, 40).Select(i => (float)i)];
        float[] labels = [.. Enumerable.Range(0, 40).Select(i => i < 20 ? 1f : 0f)];
        var options = new TreeOptions { NumberOfTrees = 1, MinimumExampleCountPerLeaf = 1 };
        GradientBooster.Train(new LabeledRows([new("x", Monotonicity: Monotonicity.Increasing)], values, labels), options)
            .Ensemble.Trees.ShouldBeEmpty();
        GradientBooster.Train(new LabeledRows([new("x", Monotonicity: Monotonicity.Decreasing)], values, labels), options)
            .Ensemble.Trees.ShouldHaveSingleItem().Nodes[0].Threshold.ShouldBe(19.5f);
    }

    [Fact]
    public void Missing_values_go_where_they_lower_the_loss()
    {
        // Missing behaves like the high values: the split sends it right, though it is the smaller part.
        float[] values = [.. Enumerable.Repeat(1f, 20), .. Enumerable.Repeat(2f, 10), .. Enumerable.Repeat(float.NaN, 5)];
        float[] labels = [.. Enumerable.Repeat(0f, 20), .. Enumerable.Repeat(1f, 15)];
        var options = new TreeOptions { NumberOfTrees = 1, MinimumExampleCountPerLeaf = 1 };
        var split = GradientBooster.Train(new LabeledRows([new("x")], values, labels), options).Ensemble.Trees[0].Nodes[0];
        split.Threshold.ShouldBe(1.5f);
        split.MissingGoesLeft.ShouldBeFalse();
    }

    [Fact]
    public void Known_against_missing_is_a_split_too()
    {
        float[] values = [.. Enumerable.Repeat(1f, 20), .. Enumerable.Repeat(float.NaN, 20)];
        float[] labels = [.. Enumerable.Repeat(0f, 20), .. Enumerable.Repeat(1f, 20)];
        var options = new TreeOptions { NumberOfTrees = 1, MinimumExampleCountPerLeaf = 1 };
        var split = GradientBooster.Train(new LabeledRows([new("x")], values, labels), options).Ensemble.Trees[0].Nodes[0];
        split.GoesLeft(1e30f).ShouldBeTrue();
        split.GoesLeft(float.NaN).ShouldBeFalse();
    }

    [Fact]
    public void Where_nothing_is_missing_a_missing_value_follows_the_larger_side()
    {
        float[] values = [.. Enumerable.Repeat(1f, 30), .. Enumerable.Repeat(2f, 10)];
        float[] labels = [.. Enumerable.Repeat(0f, 30), .. Enumerable.Repeat(1f, 10)];
        var options = new TreeOptions { NumberOfTrees = 1, MinimumExampleCountPerLeaf = 1 };
        GradientBooster.Train(new LabeledRows([new("x")], values, labels), options).Ensemble.Trees[0].Nodes[0]
            .MissingGoesLeft.ShouldBeTrue();
    }

    /// <summary>Every threshold between distinct values, every subset of categories, missing values on either side.</summary>
    private static class BruteForce
    {
        public static double BestGain(LabeledRows rows, TreeOptions options)
        {
            double events = 0, total = 0;
            for (var i = 0; i < rows.Count; i++)
            {
                events += Weight(rows, i) * rows.Labels[i];
                total += Weight(rows, i);
            }

            var p = events / total;
            var all = Enumerable.Range(0, rows.Count).ToArray();
            double best = 0;
            for (var f = 0; f < rows.Features.Length; f++)
            {
                var distinct = all.Select(i => rows.Row(i)[f]).Where(v => !float.IsNaN(v)).Distinct().Order().ToArray();
                foreach (var left in LeftSets(rows.Features[f].Kind, distinct))
                {
                    foreach (var missingLeft in (bool[])[false, true])
                    {
                        var isLeft = all.ToLookup(i => float.IsNaN(rows.Row(i)[f]) ? missingLeft : left.Contains(rows.Row(i)[f]));
                        best = Math.Max(best, Gain(rows, options, p, [.. isLeft[true]], [.. isLeft[false]]));
                    }
                }
            }

            return best;
        }

        private static IEnumerable<HashSet<float>> LeftSets(FeatureKind kind, float[] distinct)
        {
            if (kind == FeatureKind.Numeric)
                return Enumerable.Range(1, distinct.Length).Select(n => distinct.Take(n).ToHashSet());
            return Enumerable.Range(1, (1 << distinct.Length) - 1)
                .Select(set => distinct.Where((_, i) => (set >> i & 1) != 0).ToHashSet());
        }

        private static double Gain(LabeledRows rows, TreeOptions options, double p, int[] left, int[] right)
        {
            if (Math.Min(left.Length, right.Length) < options.MinimumExampleCountPerLeaf)
                return 0;
            var (gl, hl) = Sums(rows, p, left);
            var (gr, hr) = Sums(rows, p, right);
            if (Math.Min(hl, hr) < options.MinimumHessianPerLeaf)
                return 0;
            var l2 = options.L2Regularization;
            return 0.5 * (gl * gl / (hl + l2) + gr * gr / (hr + l2) - (gl + gr) * (gl + gr) / (hl + hr + l2));
        }

        private static (double Gradient, double Hessian) Sums(LabeledRows rows, double p, int[] part) =>
            (part.Sum(i => Weight(rows, i) * (p - rows.Labels[i])), part.Sum(i => Weight(rows, i) * p * (1 - p)));

        private static double Weight(LabeledRows rows, int row) => rows.Weights is null ? 1 : rows.Weights[row];
    }
}
