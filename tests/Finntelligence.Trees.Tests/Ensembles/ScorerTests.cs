using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Tests.Formats;

namespace Finntelligence.Trees.Tests.Ensembles;

/// <summary>Every way of scoring against the plain walk over the logical trees, bit for bit.</summary>
public sealed class ScorerTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 16)]
    [InlineData(16, 17)]
    [InlineData(17, 32)]
    [InlineData(5, 24)]
    [InlineData(9, 25)]
    [InlineData(32, 20)]
    [InlineData(33, 40)]
    public void Sums_have_the_bits_of_the_plain_walk(int features, int leaves)
    {
        var random = new Random((100 * features) + leaves);
        foreach (var categories in (bool[])[false, true])
        {
            var ensemble = RandomModels.Make(random, features, 30, leaves, categories: categories);
            var rows = RandomModels.Rows(random, ensemble, 150);
            IScorer?[] scorers = [new FlatTrees(ensemble.Trees), LeafTables.For(features, ensemble.Trees)];
            foreach (var scorer in scorers.OfType<IScorer>())
            {
                var (batch, batchSingle) = (new double[rows.Length], new double[rows.Length]);
                float[] values = [.. rows.SelectMany(r => r)];
                scorer.Sum(0.25, false, values, features, batch);
                scorer.Sum(0.25, true, values, features, batchSingle);
                for (var i = 0; i < rows.Length; i++)
                {
                    var (expected, expectedSingle) = Walk(ensemble, rows[i]);
                    scorer.Sum(0.25, rows[i]).ShouldBe(expected);
                    scorer.SumSingle(0.25f, rows[i]).ShouldBe(expectedSingle);
                    batch[i].ShouldBe(expected);
                    batchSingle[i].ShouldBe(expectedSingle);
                }
            }
        }
    }

    [Fact]
    public void Tables_are_for_small_trees_and_short_rows_only()
    {
        var random = new Random(8);
        LeafTables.For(33, RandomModels.Make(random, 33, 3, 8).Trees).ShouldBeNull();
        LeafTables.For(2, [.. RandomModels.Make(random, 2, 200, 40).Trees.Where(t => t.Leaves.Length > 32)]).ShouldBeNull();
        (LeafTables.For(2, RandomModels.Make(random, 2, 3, 32).Trees) is null)
            .ShouldBe(!System.Runtime.Intrinsics.X86.Avx512F.IsSupported);
    }

    [Fact]
    public void No_trees_and_no_rows_are_sums_too()
    {
        foreach (var scorer in ((IScorer?[])[new FlatTrees([]), LeafTables.For(1, [])]).OfType<IScorer>())
        {
            scorer.Sum(1.5, [2f]).ShouldBe(1.5);
            scorer.Sum(1.5, false, [], 1, []);
            var sums = new double[3];
            scorer.Sum(1.5, false, [1f, 2f, 3f], 1, sums);
            sums.ShouldBe([1.5, 1.5, 1.5]);
        }
    }

    private static (double Sum, float Single) Walk(TreeEnsemble ensemble, float[] row)
    {
        var (sum, single) = (0.25, 0.25f);
        foreach (var tree in ensemble.Trees)
        {
            sum += tree.Leaves[tree.LeafOf(row)].Value;
            single += (float)tree.Leaves[tree.LeafOf(row)].Value;
        }

        return (sum, single);
    }
}
