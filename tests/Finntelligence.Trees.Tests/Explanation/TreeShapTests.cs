using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Explanation;
using Finntelligence.Trees.Tests.Support;

namespace Finntelligence.Trees.Tests.Explanation;

public sealed class TreeShapTests
{
    /// <summary>x0 ≤ 0 → 10 (cover 4); else x1 ≤ 0 → 20 (cover 4) else 40 (cover 2). Cover 10, base score 1.</summary>
    private static readonly TreeEnsemble HandMade = new(
        [new FeatureSpec("x0"), new FeatureSpec("x1"), new FeatureSpec("idle")],
        1,
        [new DecisionTree(
            [new SplitNode(0, 0, ~0, 1, true, 0, 10), new SplitNode(1, 0, ~1, ~2, true, 0, 6)],
            [new Leaf(10, 4), new Leaf(20, 4), new Leaf(40, 2)])]);

    [Fact]
    public void Explain_Gives_The_Values_Worked_By_Hand()
    {
        // Row (1, 1): g(∅) = 0.4·10 + 0.6·(20·4 + 40·2)/6 = 20; g(x0) = 160/6; g(x1) = 0.4·10 + 0.6·40 = 28; g(both) = 40.
        // φ0 = ½(160/6 − 20) + ½(40 − 28); φ1 = ½(28 − 20) + ½(40 − 160/6).
        var contributions = new double[3];
        new TreeShap(HandMade).Explain([1, 1, 5], contributions).ShouldBe(21, 1e-14);
        contributions[0].ShouldBe((((160 / 6.0) - 20) / 2) + 6, 1e-14);
        contributions[1].ShouldBe(4 + ((40 - (160 / 6.0)) / 2), 1e-14);
        contributions[2].ShouldBe(0);
    }

    [Fact]
    public void Interactions_Give_The_Values_Worked_By_Hand()
    {
        // Half of g(both) − g(x0) − g(x1) + g(∅) = 40 − 160/6 − 28 + 20.
        var matrix = new double[9];
        new TreeShap(HandMade).Interactions([1, 1, 5], matrix).ShouldBe(21, 1e-14);
        var pair = (32 - (160 / 6.0)) / 2;
        matrix[1].ShouldBe(pair, 1e-13);
        matrix[3].ShouldBe(pair, 1e-13);
        matrix[0].ShouldBe((((160 / 6.0) - 20) / 2) + 6 - pair, 1e-13);
        matrix[2].ShouldBe(0);
        matrix[8].ShouldBe(0);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void Explain_Equals_Subset_Enumeration(int seed, bool zeroCovers)
    {
        var random = new Random(seed);
        for (var round = 0; round < 120; round++)
        {
            var features = random.Next(1, 9);
            var ensemble = RandomEnsembles.Make(random, features, 3, 14, zeroCovers);
            var shap = new TreeShap(ensemble);
            ShouldEqualGame(ensemble, shap, [.. Enumerable.Range(0, features)], RandomEnsembles.Row(random, features));
        }
    }

    [Fact]
    public void Explain_By_Group_Equals_Subset_Enumeration_Of_The_Coarser_Game()
    {
        var random = new Random(3);
        for (var round = 0; round < 120; round++)
        {
            var groups = new[] { 0, 1, 0, 2, 3, 3, 1, 4 };
            random.Shuffle(groups);
            var ensemble = RandomEnsembles.Make(random, groups.Length, 3, 14);
            ShouldEqualGame(ensemble, new TreeShap(ensemble, groups), groups, RandomEnsembles.Row(random, groups.Length));
        }
    }

    [Fact]
    public void Interactions_Equal_Subset_Enumeration()
    {
        var random = new Random(4);
        for (var round = 0; round < 80; round++)
        {
            var features = random.Next(1, 8);
            var ensemble = RandomEnsembles.Make(random, features, 3, 12, round % 2 == 0);
            var row = RandomEnsembles.Row(random, features);
            var matrix = new double[features * features];
            new TreeShap(ensemble).Interactions(row, matrix);
            matrix.ShouldBe(new SubsetGame(ensemble, [.. Enumerable.Range(0, features)], row).Interactions(), 1e-10);
        }
    }

    [Fact]
    public void Interactions_Are_Symmetric_And_Add_Up()
    {
        var random = new Random(5);
        var ensemble = RandomEnsembles.Make(random, 12, 8, 40);
        var shap = new TreeShap(ensemble);
        var matrix = new double[144];
        var contributions = new double[12];
        for (var round = 0; round < 30; round++)
        {
            var row = RandomEnsembles.Row(random, 12);
            shap.Explain(row, contributions);
            shap.Interactions(row, matrix);
            for (var i = 0; i < 12; i++)
            {
                matrix.AsSpan(i * 12, 12).ToArray().Sum().ShouldBe(contributions[i], 1e-10);
                for (var j = 0; j < 12; j++)
                    matrix[(i * 12) + j].ShouldBe(matrix[(j * 12) + i]);
            }
        }
    }

    /// <summary>2, 4 and 8 lanes, and more points than lanes.</summary>
    [Theory]
    [InlineData(3, 2)]
    [InlineData(8, 4)]
    [InlineData(14, 8)]
    [InlineData(60, 24)]
    public void Explain_Adds_Up_To_The_Score(int features, int atMostPoints)
    {
        var random = new Random(features);
        var ensemble = RandomEnsembles.Make(random, features, 12, 300);
        var shap = new TreeShap(ensemble);
        shap.Points.ShouldBeGreaterThan(atMostPoints / 2);
        shap.Points.ShouldBeLessThanOrEqualTo(atMostPoints);
        var contributions = new double[features];
        for (var round = 0; round < 100; round++)
        {
            var row = RandomEnsembles.Row(random, features);
            var baseValue = shap.Explain(row, contributions);
            (baseValue + contributions.Sum()).ShouldBe(ensemble.Score(row), 1e-10);
        }
    }

    [Theory]
    [InlineData(11)]
    [InlineData(13)]
    public void Explain_Equals_The_Closed_Form_For_A_Long_Chain(int length)
    {
        // A chain that pays 1 only if every feature passes, each with chance ½: all features earn the same by symmetry.
        var shap = new TreeShap(Chain(length));
        var contributions = new double[length];
        shap.Explain(Enumerable.Repeat(1f, length).ToArray(), contributions);
        contributions.ShouldAllBe(c => Math.Abs(c - ((1 - Math.Pow(0.5, length)) / length)) < 1e-13);
    }

    [Fact]
    public void Explain_Survives_A_Tree_Ten_Thousand_Deep()
    {
        var contributions = new double[50];
        var shap = new TreeShap(Chain(10_000, 50));
        shap.Explain(Enumerable.Repeat(1f, 50).ToArray(), contributions);
        (shap.BaseValue + contributions.Sum()).ShouldBe(1, 1e-10);
        // Every feature is tested equally often, but covers halve at every edge, so all of them vanish together.
        contributions.ShouldAllBe(c => Math.Abs(c - 0.02) < 1e-10);
    }

    [Fact]
    public void Explain_Gives_Nothing_Without_Splits()
    {
        var contributions = new[] { 9.0 };
        var shap = new TreeShap(new TreeEnsemble([new FeatureSpec("a")], 0.5, [new DecisionTree([], [new Leaf(0.25, 3)])]));
        shap.Explain([1], contributions).ShouldBe(0.75);
        contributions.ShouldBe([0]);
        new TreeShap(new TreeEnsemble([], 0.5, [])).Explain([], []).ShouldBe(0.5);
    }

    [Fact]
    public void Explain_Stays_Additive_When_Covers_Do_Not_Add_Up()
    {
        var ensemble = new TreeEnsemble(HandMade.Features, 0, [HandMade.Trees[0] with { Leaves = [new(10, 9), new(20, 1e-9), new(40, 7)] }]);
        var shap = new TreeShap(ensemble);
        foreach (var row in new float[][] { [1, 1, 0], [-1, 1, 0], [1, -1, 0], [float.NaN, float.NaN, 0] })
            ShouldEqualGame(ensemble, shap, [0, 1, 2], row);
    }

    [Fact]
    public void Explain_Does_Not_Mind_A_Missing_Value_In_The_Group_Of_A_Present_One()
    {
        var shap = new TreeShap(HandMade, [0, 0, 1]);
        var contributions = new double[2];
        shap.Explain([1, float.NaN, 0], contributions);
        // One player: g(all) − g(∅) = 20 − 20.
        contributions[0].ShouldBe(0, 1e-14);
    }

    [Fact]
    public void ExplainRows_Equals_One_Row_At_A_Time()
    {
        var random = new Random(7);
        var ensemble = RandomEnsembles.Make(random, 6, 10, 20);
        var shap = new TreeShap(ensemble);
        var rows = Enumerable.Range(0, 40).SelectMany(_ => RandomEnsembles.Row(random, 6)).ToArray();
        var batch = new double[240];
        shap.ExplainRows(rows, batch).ShouldBe(shap.BaseValue);
        var one = new double[6];
        for (var i = 0; i < 40; i++)
        {
            shap.Explain(rows.AsSpan(i * 6, 6), one);
            batch[(i * 6)..((i + 1) * 6)].ShouldBe(one);
        }
    }

    [Fact]
    public void Explain_Is_The_Same_From_Many_Threads()
    {
        var random = new Random(8);
        var ensemble = RandomEnsembles.Make(random, 9, 10, 30);
        var shap = new TreeShap(ensemble);
        var rows = Enumerable.Range(0, 400).Select(_ => RandomEnsembles.Row(random, 9)).ToArray();
        var alone = rows.Select(row => Contributions(shap, row)).ToArray();
        var together = new double[rows.Length][];
        Parallel.For(0, rows.Length, i => together[i] = Contributions(shap, rows[i]));
        together.ShouldBe(alone);
    }

    [Fact]
    public void Explain_Allocates_Nothing()
    {
        var random = new Random(9);
        var ensemble = RandomEnsembles.Make(random, 9, 10, 30);
        var shap = new TreeShap(ensemble);
        var row = RandomEnsembles.Row(random, 9);
        var contributions = new double[9];
        shap.Explain(row, contributions);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            shap.Explain(row, contributions);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void Lengths_And_Groups_That_Do_Not_Fit_Are_Refused()
    {
        var shap = new TreeShap(HandMade);
        Should.Throw<ArgumentException>(() => shap.Explain([1, 2], new double[3]));
        Should.Throw<ArgumentException>(() => shap.Explain([1, 2, 3], new double[2]));
        Should.Throw<ArgumentException>(() => shap.ExplainRows([1, 2, 3, 4], new double[3]));
        Should.Throw<ArgumentException>(() => shap.Interactions([1, 2, 3], new double[3]));
        Should.Throw<ArgumentException>(() => new TreeShap(HandMade, [0, 1]));
        Should.Throw<ArgumentException>(() => new TreeShap(HandMade, [0, 1, 3])).Message.ShouldContain("without a gap");
        Should.Throw<ArgumentException>(() => new TreeShap(HandMade, [0, -1, 1]));
    }

    [Fact]
    public void Covers_Too_Far_Apart_Are_Refused()
    {
        var tree = HandMade.Trees[0] with { Nodes = HandMade.Trees[0].Nodes.SetItem(1, HandMade.Trees[0].Nodes[1] with { Cover = double.Epsilon }) };
        Should.Throw<InvalidEnsembleException>(() => new TreeShap(new TreeEnsemble(HandMade.Features, 0, [tree]))).Message.ShouldContain("Tree 0");
    }

    private static double[] Contributions(TreeShap shap, float[] row)
    {
        var contributions = new double[shap.GroupCount];
        shap.Explain(row, contributions);
        return contributions;
    }

    private static void ShouldEqualGame(TreeEnsemble ensemble, TreeShap shap, int[] groups, float[] row)
    {
        var game = new SubsetGame(ensemble, groups, row);
        var contributions = new double[shap.GroupCount];
        shap.Explain(row, contributions).ShouldBe(game.BaseValue, 1e-10);
        contributions.ShouldBe(game.Contributions(), 1e-10);
        game.Score.ShouldBe(ensemble.Score(row), 1e-10);
    }

    /// <summary>Node n tests feature n mod <paramref name="features"/>; failing ends in 0, passing all in 1. Covers halve.</summary>
    private static TreeEnsemble Chain(int length, int? features = null)
    {
        var count = features ?? length;
        var nodes = Enumerable.Range(0, length).Select(n =>
            new SplitNode(n % count, 0, ~n, n == length - 1 ? ~length : n + 1, true, 0, Cover(n)));
        var leaves = Enumerable.Range(0, length + 1).Select(n => new Leaf(n == length ? 1 : 0, Cover(Math.Min(n + 1, length))));
        return new TreeEnsemble([.. Enumerable.Range(0, count).Select(f => new FeatureSpec($"x{f}"))], 0, [new DecisionTree([.. nodes], [.. leaves])]);

        double Cover(int depth) => Math.ScaleB(1, Math.Max(100 - depth, -1000));
    }
}
