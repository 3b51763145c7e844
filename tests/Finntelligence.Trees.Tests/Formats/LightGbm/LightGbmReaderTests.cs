using System.Text;
using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Formats;
using Finntelligence.Trees.Formats.LightGbm;

namespace Finntelligence.Trees.Tests.Formats.LightGbm;

public sealed class LightGbmReaderTests
{
    private const float Missing = float.NaN;

    [Theory]
    [InlineData(1.5f, 0f, 1f, 0.25 + 2)]
    [InlineData(1.5f, -0f, 3f, 0.25 + 2)]
    [InlineData(1f, 1e-45f, 40f, 0.5 + 2)]
    [InlineData(1.5000001f, 0f, 0f, -1 - 2)]
    [InlineData(Missing, Missing, Missing, 0.5 - 2)]
    [InlineData(float.NegativeInfinity, float.PositiveInfinity, 8f, 0.5 - 2)]
    [InlineData(float.PositiveInfinity, 0f, -1f, -1 - 2)]
    [InlineData(0f, -1f, 64f, 0.25 - 2)]
    public void Tiny_Model_Scores_As_Worked_By_Hand(float a, float b, float c, double score) =>
        Read(TinyModel.Text).Ensemble.Score([a, b, c]).ShouldBe(score);

    [Fact]
    public void Tiny_Model_Is_Carried_Whole()
    {
        var model = Read(TinyModel.Text);
        model.Ensemble.Features.ShouldBe([new("a"), new("b"), new("c", FeatureKind.Category)]);
        model.Ensemble.Arithmetic.ShouldBe(ScoreArithmetic.Double);
        model.Ensemble.BaseScore.ShouldBe(0);
        model.Objective.ShouldBe("binary");
        model.Link.ShouldBe(OutputLink.Logistic);
        model.HasCover.ShouldBeTrue();
        model.Rounds.ShouldBe(2);
        model.Notices.Single().ShouldContain("whole codes as in training: c.");

        var first = model.Ensemble.Trees[0];
        first.Nodes.ShouldBe(
        [
            new SplitNode(0, 1.5f, 1, ~2, MissingGoesLeft: true, Gain: 7, Cover: 10),
            new SplitNode(1, 0, ~0, ~1, MissingGoesLeft: false, Gain: 3, Cover: 6),
        ]);
        first.Leaves.ShouldBe([new Leaf(0.25, 2), new Leaf(0.5, 4), new Leaf(-1, 4)]);
        model.Ensemble.Trees[1].Nodes[0].Categories!.Value.ShouldBe([1, 3, 40]);
        model.Ensemble.Trees[1].Leaves.ShouldBe([new Leaf(2, 4), new Leaf(-2, 5)]);
    }

    [Theory]
    [InlineData(0, "1.5", Missing, 0.5)] // none, whatever bit 1: NaN is 0, and 0 ≤ 1.5
    [InlineData(2, "1.5", Missing, 0.5)]
    [InlineData(2, "-1.5", Missing, -1)] // none: 0 is above −1.5, although bit 1 says left
    [InlineData(0, "-1.5", 0f, -1)]
    [InlineData(8, "1.5", Missing, -1)] // nan: bit 1 decides
    [InlineData(10, "1.5", Missing, 0.5)]
    [InlineData(10, "-1.5", Missing, 0.5)]
    [InlineData(10, "-1.5", 0f, -1)]
    [InlineData(6, "1.5", Missing, 0.5)] // zero, left, and 0 is left of 1.5: nothing is diverted
    [InlineData(6, "1.5", 0f, 0.5)]
    [InlineData(4, "-1.5", Missing, -1)] // zero, right, and 0 is right of −1.5
    [InlineData(4, "-1.5", 0f, -1)]
    [InlineData(6, "1.0000000180025095e-35", 1e-35f, 0.5)] // the bound itself: at most zero
    [InlineData(6, "1.0000000180025095e-35", 1.1e-35f, -1)]
    [InlineData(6, "0", 1e-36f, 0.5)] // a number this close to 0 counts as missing, so it goes left with 0
    [InlineData(4, "0", 1e-36f, -1)]
    [InlineData(4, "0", 0f, -1)]
    [InlineData(4, "0", -1e-34f, 0.5)]
    [InlineData(4, "-1.0000000180025095e-35", -1e-35f, -1)]
    public void Decision_Type_Sends_Values_As_Worked_By_Hand(int type, string threshold, float a, double leaf)
    {
        var model = Read(TinyModel.With("threshold=1.5 0", $"threshold={threshold} 0").Replace("decision_type=10 8", $"decision_type={type} 8", StringComparison.Ordinal));
        model.Ensemble.Score([a, 1, 0]).ShouldBe(leaf - 2);
    }

    [Theory]
    [InlineData(6, "-1.5", "left")]
    [InlineData(4, "1.5", "right")]
    public void Zero_Apart_From_Its_Neighbours_Is_Refused(int type, string threshold, string side) =>
        Refused(TinyModel.With("threshold=1.5 0", $"threshold={threshold} 0").Replace("decision_type=10 8", $"decision_type={type} 8", StringComparison.Ordinal))
            .ShouldBe($"line 18, threshold[0]: zero counts as missing here and goes {side}, away from the numbers around it; one threshold cannot say so.");

    [Fact]
    public void Features_That_Read_Missing_As_Zero_Are_Noticed() =>
        Read(TinyModel.With("decision_type=10 8", "decision_type=10 2")).Notices.ShouldContain("A missing value counts as 0 in these features, as in LightGBM: b.");

    [Fact]
    public void Threshold_Between_Two_Float32_Keeps_Float32_Decisions()
    {
        // 0.1 lies below the float32 0.1f, which therefore goes right.
        var model = Read(TinyModel.With("threshold=1.5 0", "threshold=0.10000000000000001 0"));
        model.Ensemble.Score([0.1f, 1, 0]).ShouldBe(-3);
        model.Ensemble.Score([MathF.BitDecrement(0.1f), 1, 0]).ShouldBe(-1.5);
        model.Notices.ShouldContain(notice => notice.Contains("rounded down to float32"));
    }

    [Theory]
    [InlineData("1e300", float.MaxValue, 0.5)]
    [InlineData("inf", 1f, 0.5)]
    [InlineData("-1e300", float.MinValue, -1)]
    public void Threshold_Beyond_Float32_Is_Infinite(string threshold, float a, double leaf) =>
        Read(TinyModel.With("threshold=1.5 0", $"threshold={threshold} 0")).Ensemble.Score([a, 1, 0]).ShouldBe(leaf - 2);

    [Fact]
    public void Sigmoid_Is_Folded_Into_The_Leaves()
    {
        var model = Read(TinyModel.With("sigmoid:1", "sigmoid:0.5"));
        model.Ensemble.Score([1.5f, 0, 1]).ShouldBe(0.5 * (0.25 + 2));
        model.Notices.ShouldContain(notice => notice.Contains("sigmoid 0.5"));
    }

    [Fact]
    public void Random_Forest_Is_The_Mean_Of_Its_Trees()
    {
        var forest = TinyModel.With("feature_names=", "average_output\nfeature_names=");
        Read(forest).Ensemble.Score([1.5f, 0, 1]).ShouldBe((0.25 + 2) / 2);
        Read(forest.Replace("sigmoid:1", "sigmoid:2", StringComparison.Ordinal)).Ensemble.Score([1.5f, 0, 1]).ShouldBe(2.25);
    }

    [Fact]
    public void Shrinkage_And_Tree_Sizes_Change_Nothing() =>
        Read(TinyModel.With("shrinkage=0.1", "shrinkage=77").Replace("tree_sizes=1 2", "tree_sizes=9999 0", StringComparison.Ordinal))
            .Ensemble.Score([1.5f, 0, 1]).ShouldBe(2.25);

    [Fact]
    public void Average_Boosted_Into_The_First_Tree_Is_Part_Of_The_Score() =>
        // boost_from_average shifts all leaves of tree 0 by the same start; there is no base score beside it.
        Read(TinyModel.With("leaf_value=0.25 0.5 -1", "leaf_value=10.25 10.5 9").Replace("shrinkage=0.1", "shrinkage=1", StringComparison.Ordinal))
            .Ensemble.Score([1.5f, 0, 1]).ShouldBe(12.25);

    [Fact]
    public void Constant_Tree_Is_Read()
    {
        var constant = Read(TinyModel.Text[..TinyModel.Text.IndexOf("Tree=1", StringComparison.Ordinal)] + """
            Tree=1
            num_leaves=1
            num_cat=0
            split_feature=
            split_gain=
            threshold=
            decision_type=
            left_child=
            right_child=
            leaf_value=-0.75
            leaf_weight=
            leaf_count=
            internal_value=
            internal_weight=
            internal_count=
            is_linear=0
            shrinkage=1

            end of trees
            """);
        constant.Ensemble.Score([1.5f, 0, 1]).ShouldBe(0.25 - 0.75);
        constant.HasCover.ShouldBeTrue();
    }

    [Theory]
    [InlineData("objective=binary sigmoid:1", "binary", OutputLink.Logistic)]
    [InlineData("objective=regression", "regression", OutputLink.Identity)]
    [InlineData("objective=regression sqrt", "regression", OutputLink.SignedSquare)]
    [InlineData("objective=regression_l1", "regression_l1", OutputLink.Identity)]
    [InlineData("objective=huber", "huber", OutputLink.Identity)]
    [InlineData("objective=fair", "fair", OutputLink.Identity)]
    [InlineData("objective=quantile alpha:0.9", "quantile", OutputLink.Identity)]
    [InlineData("objective=mape", "mape", OutputLink.Identity)]
    [InlineData("objective=poisson", "poisson", OutputLink.Exponential)]
    [InlineData("objective=gamma", "gamma", OutputLink.Exponential)]
    [InlineData("objective=tweedie", "tweedie", OutputLink.Exponential)]
    [InlineData("objective=cross_entropy", "cross_entropy", OutputLink.Logistic)]
    [InlineData("objective=cross_entropy_lambda", "cross_entropy_lambda", OutputLink.Softplus)]
    [InlineData("objective=lambdarank", "lambdarank", OutputLink.Identity)]
    [InlineData("objective=rank_xendcg", "rank_xendcg", OutputLink.Identity)]
    [InlineData("label=x", null, OutputLink.Unknown)]
    public void Link_Is_That_Of_The_Objective(string line, string? objective, OutputLink link)
    {
        var model = Read(TinyModel.With("objective=binary sigmoid:1", line));
        model.Objective.ShouldBe(objective);
        model.Link.ShouldBe(link);
        model.Notices.Any(notice => notice.Contains("names no objective")).ShouldBe(objective is null);
    }

    [Theory]
    [InlineData("leaf_count=2 4 4\n", "")]
    [InlineData("internal_count=10 6\n", "")]
    [InlineData("leaf_count=2 4 4", "leaf_count=2 4 5")]
    [InlineData("internal_count=10 6", "internal_count=10 7")]
    [InlineData("leaf_count=2 4 4\n", "leaf_count=0 0 0\n")]
    [InlineData("leaf_count=2 4 4", "leaf_count=2 8 -4")]
    public void Counts_That_Do_Not_Add_Up_Score_But_Do_Not_Explain(string part, string replacement)
    {
        var model = Read(TinyModel.With(part, replacement).Replace("\r", "", StringComparison.Ordinal));
        model.HasCover.ShouldBeFalse();
        model.Notices.ShouldContain(notice => notice.StartsWith("Row counts"));
        model.Ensemble.Score([1.5f, 0, 1]).ShouldBe(2.25);
    }

    [Fact]
    public void Windows_Line_Ends_Are_Read() =>
        Read(TinyModel.Text.Replace("\n", "\r\n", StringComparison.Ordinal)).Ensemble.Score([1.5f, 0, 1]).ShouldBe(2.25);

    [Fact]
    public void Names_May_Hold_An_Equals_Sign_And_Any_Letter() =>
        Read(TinyModel.With("feature_names=a b c", "feature_names=a=1 ü c")).Ensemble.Features.Select(feature => feature.Name).ShouldBe(["a=1", "ü", "c"]);

    [Fact]
    public void Nodes_May_Stand_In_Any_Order()
    {
        // The same tree with a root whose left child is written last: the walk, not the file, gives the numbers.
        var reordered = TinyModel.With("num_leaves=3", "num_leaves=4")
            .Replace("split_feature=0 1\nsplit_gain=7 3\nthreshold=1.5 0\ndecision_type=10 8\nleft_child=1 -1\nright_child=-3 -2\nleaf_value=0.25 0.5 -1\nleaf_weight=1 2 3\nleaf_count=2 4 4\ninternal_value=0 0\ninternal_weight=0 0\ninternal_count=10 6",
                "split_feature=0 1 1\nsplit_gain=7 inf 3\nthreshold=1.5 5 0\ndecision_type=10 8 8\nleft_child=2 -4 -1\nright_child=1 -3 -2\nleaf_value=0.25 0.5 -1 -9\nleaf_count=2 4 1 3\ninternal_count=10 4 6", StringComparison.Ordinal);
        var model = Read(reordered);
        model.Ensemble.Score([1, 0, 1]).ShouldBe(0.25 + 2);
        model.Ensemble.Score([1, 1, 1]).ShouldBe(0.5 + 2);
        model.Ensemble.Score([2, 5, 1]).ShouldBe(-9 + 2);
        model.Ensemble.Score([2, 6, 1]).ShouldBe(-1 + 2);
        model.HasCover.ShouldBeTrue();
        model.Ensemble.Trees[0].Nodes.Select(node => node.Cover).ShouldBe([10, 6, 4]);
        model.Ensemble.Trees[0].Nodes.Select(node => node.Gain).ShouldBe([7, 3, 0]);
    }

    [Fact]
    public void Deepest_Tree_Is_Read()
    {
        var model = Read(TinyModel.Chain(1024));
        model.Ensemble.Score([1_022.5f]).ShouldBe(1_023);
        model.Ensemble.Score([float.NaN]).ShouldBe(1_024);
    }

    [Fact]
    public void Category_Values_Of_The_Frame_Are_Noticed() =>
        Read(TinyModel.With("pandas_categorical:null", "pandas_categorical:[[\"x\", \"y\"]]")).Notices
            .ShouldContain(notice => notice.Contains("pandas_categorical"));

    [Fact]
    public void File_Over_The_Limits_Is_Refused()
    {
        RefusedWith(new ModelFileLimits { Bytes = 100 }).ShouldContain("larger than the 100 bytes");
        RefusedWith(new ModelFileLimits { Trees = 1 }).ShouldBe("line 32: more than the 1 trees allowed.");
        RefusedWith(new ModelFileLimits { Nodes = 7 }).ShouldBe("line 33, num_leaves: more than the 2 nodes allowed that are left.");
        RefusedWith(new ModelFileLimits { Features = 2 }).ShouldContain("makes 3 features");
        RefusedWith(new ModelFileLimits { CategoryBytes = 10 }).ShouldContain("category sets of the file take more memory");

        static string RefusedWith(ModelFileLimits limits) =>
            Should.Throw<InvalidModelFileException>(() => LightGbmReader.Read(Stream(TinyModel.Text), limits)).Message;
    }

    [Fact]
    public void Cut_File_Is_Refused_Wherever_It_Was_Cut()
    {
        // A file that ends behind the last tree it promises is whole to LightGBM, and to us.
        var whole = TinyModel.Text.LastIndexOf("shrinkage=1\n", StringComparison.Ordinal) + "shrinkage=1\n".Length;
        for (var length = 0; length < whole; length++)
            Should.Throw<InvalidModelFileException>(() => Read(TinyModel.Text[..length]));
        Refused(TinyModel.Text[..(whole - 1)]).ShouldBe("after line 50: the file ends without 'end of trees', so it has been cut.");
        Read(TinyModel.Text[..whole]).Rounds.ShouldBe(2);
        Read(TinyModel.Text[..whole]).Notices.ShouldBe(Read(TinyModel.Text).Notices);
        Read(TinyModel.With("end of trees\n", "")).Rounds.ShouldBe(2);
        Refused(TinyModel.Text[..TinyModel.Text.IndexOf("Tree=1", StringComparison.Ordinal)]).ShouldContain("tree_sizes promises 2 trees and 1 are there");
        Read(TinyModel.Text[..whole].Replace("tree_sizes=1 2\n", "", StringComparison.Ordinal)).Notices.ShouldContain(notice => notice.Contains("nothing shows whether trees are missing"));
    }

    [Fact]
    public void A_Byte_Order_Mark_Is_Skipped_And_Utf_16_Named()
    {
        Read("\uFEFF" + TinyModel.Text).Rounds.ShouldBe(2);
        Should.Throw<InvalidModelFileException>(() => LightGbmReader.Read(new MemoryStream(Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(TinyModel.Text)).ToArray())))
            .Message.ShouldContain("UTF-16");
    }

    [Theory]
    [InlineData("v2", "0.30 0.05", true)]
    [InlineData("v2", "0.30 -0.05", false)]
    [InlineData("v2", "1.30 0.05", false)]
    [InlineData("v3", "0.30 0.05", false)]
    [InlineData("v4", "0.30 0.05", false)]
    public void A_Random_Forest_Whose_Leaves_May_Be_Probabilities_Is_Refused(string version, string leaves, bool refused)
    {
        var text = $"""
            tree
            version={version}
            num_class=1
            num_tree_per_iteration=1
            label_index=0
            max_feature_idx=0
            objective=binary sigmoid:1
            average_output
            feature_names=a
            feature_infos=[0:100]

            Tree=0
            num_leaves=2
            num_cat=0
            split_feature=0
            split_gain=10
            threshold=30
            decision_type=10
            left_child=-1
            right_child=-2
            leaf_value={leaves}
            leaf_count=500 500
            internal_value=0
            internal_count=1000
            shrinkage=1

            end of trees

            """;

        if (refused)
            Refused(text).ShouldContain("before 2.2.3");
        else
            Read(text).Rounds.ShouldBe(1);
    }

    [Theory]
    [InlineData("tree\n", "{\"learner\":{}}\n", "line 1: This is not a LightGBM text model")]
    [InlineData("version=v4", "version=v5", "line 2, version: 'v5' is not one of the versions v2, v3 and v4.")]
    [InlineData("version=v4\n", "", "version: is missing before the first tree.")]
    [InlineData("num_class=1", "num_class=3", "line 3, num_class: is 3; only models of one output can be read.")]
    [InlineData("num_tree_per_iteration=1", "num_tree_per_iteration=3", "line 4, num_tree_per_iteration: is 3")]
    [InlineData("objective=binary sigmoid:1", "objective=multiclass num_class:3", "line 7, objective: 'multiclass' has one output per class")]
    [InlineData("objective=binary sigmoid:1", "objective=mine", "line 7, objective: the objective 'mine' is unknown")]
    [InlineData("objective=binary sigmoid:1", "objective=binary", "line 7, objective: a binary objective needs its sigmoid.")]
    [InlineData("sigmoid:1", "sigmoid:0", "line 7, objective: 'sigmoid:0' must be a number above 0.")]
    [InlineData("sigmoid:1", "sigmoid:nan", "line 7, objective: 'sigmoid:nan' must be a number above 0.")]
    [InlineData("sigmoid:1", "sigmoid:1e308", "tree 1: a leaf times the sigmoid 1E+308 is Infinity.")]
    [InlineData("feature_names=a b c", "feature_names=a big b c", "line 8, feature_names: has 4 names for 3 features; a name must not contain a space.")]
    [InlineData("feature_names=a b c", "feature_names=a b a", "line 8, feature_names: 'a' is given twice.")]
    [InlineData("max_feature_idx=2", "max_feature_idx=1", "line 8, feature_names: has 3 names for 2 features")]
    [InlineData("max_feature_idx=2", "max_feature_idx=2147483647", "line 6, max_feature_idx: makes 2147483648 features")]
    [InlineData("feature_infos=[0.1:9]", "feature_infos=none [0.1:9]", "line 10, feature_infos: has 4 entries for 3 features.")]
    [InlineData("label_index=0", "linear", "line 5: is neither key=value nor 'average_output'.")]
    [InlineData("label_index=0", "num_class=1", "line 5, num_class: is given twice.")]
    [InlineData("Tree=1", "Tree=2", "line 32, Tree: is 2, but the tree is number 1.")]
    [InlineData("num_leaves=3", "num_leaves=0", "line 14, num_leaves: a tree has at least one leaf.")]
    [InlineData("num_leaves=3", "num_leaves=-3", "line 14, num_leaves: must be a whole number from 0 on.")]
    [InlineData("num_leaves=3", "num_leaves=2000000000", "line 14, num_leaves: more than the 4000000 nodes allowed that are left.")]
    [InlineData("num_leaves=3", "num_leaves=4", "line 22, leaf_value: has 3 entries, not 4.")]
    [InlineData("num_leaves=3\n", "", "the tree from line 13 on: num_leaves is missing.")]
    [InlineData("split_feature=0 1", "split_feature=0 1 2", "line 16, split_feature: has more than the 2 entries that fit.")]
    [InlineData("split_feature=0 1", "split_feature=0 3", "line 16, split_feature[1]: there is no feature 3, the model has 3.")]
    [InlineData("split_feature=0 1", "split_feature=0 -1", "line 16, split_feature[1]: there is no feature -1")]
    [InlineData("split_feature=0 1", "split_feature=0 b", "line 16, split_feature[1]: must be a whole number.")]
    [InlineData("threshold=1.5 0", "threshold=nan 0", "line 18, threshold[0]: the threshold is NaN.")]
    [InlineData("threshold=1.5 0", "threshold=1,5 0", "line 18, threshold[0]: must be a number.")]
    [InlineData("decision_type=10 8", "decision_type=10 12", "line 19, decision_type[1]: 12 is no decision type.")]
    [InlineData("left_child=1 -1", "left_child=0 -1", "line 20, left_child[0]: node 0 has two parents or is its own ancestor.")]
    [InlineData("left_child=1 -1", "left_child=2 -1", "line 20, left_child[0]: there is no node 2.")]
    [InlineData("left_child=1 -1", "left_child=1 -4", "line 20, left_child[1]: there is no leaf 3.")]
    [InlineData("left_child=1 -1", "left_child=1 -2147483648", "line 20, left_child[1]: there is no leaf 2147483647.")]
    [InlineData("right_child=-3 -2", "right_child=-3 -1", "right_child[1]: leaf 0 has two parents")]
    [InlineData("left_child=1 -1", "left_child=-1 -1", "the tree from line 13 on: only 1 of 2 nodes and 2 of 3 leaves hang on the root.")]
    [InlineData("leaf_value=0.25 0.5 -1", "leaf_value=0.25 nan -1", "leaf_value[1]: the leaf value is NaN.")]
    [InlineData("leaf_value=0.25 0.5 -1", "leaf_value=0.25 0.5 -inf", "leaf_value[2]: the leaf value is -Infinity.")]
    [InlineData("leaf_count=2 4 4", "leaf_count=2 4", "leaf_count: has 2 entries, not 3.")]
    [InlineData("leaf_weight=1 2 3", "leaf_weight=1 2", "leaf_weight: has 2 entries, not 3.")]
    [InlineData("is_linear=0", "is_linear=1\nleaf_const=0 0 0", "is_linear: trees with linear leaves cannot be read.")]
    [InlineData("num_cat=1", "num_cat=2", "num_cat: is 2, but there are only 1 splits.")]
    [InlineData("num_cat=1", "num_cat=0", "cat_boundaries: has more than the 1 entries that fit.")]
    [InlineData("cat_boundaries=0 2", "cat_boundaries=1 2", "cat_boundaries[0]: boundaries must start at 0 and never fall.")]
    [InlineData("cat_boundaries=0 2", "cat_boundaries=0 3", "cat_threshold: has 2 entries, not 3.")]
    [InlineData("cat_boundaries=0 2\n", "", "cat_boundaries is missing.")]
    [InlineData("cat_threshold=10 256", "cat_threshold=10 -1", "cat_threshold[1]: must be a whole number from 0 to 4294967295.")]
    [InlineData("threshold=0\n", "threshold=1\n", "threshold[0]: there is no category set 1, the tree has 1.")]
    [InlineData("threshold=0\n", "threshold=0.5\n", "threshold[0]: there is no category set 0.5, the tree has 1.")]
    [InlineData("is_linear=0", "shrinkage=2", "shrinkage: is given twice.")]
    [InlineData("num_cat=0", "a bare line", "line 15: is not key=value.")]
    public void What_Cannot_Be_Represented_Is_Refused_With_Its_Line(string part, string replacement, string message) =>
        Refused(TinyModel.With(part, replacement)).ShouldContain(message);

    private static ImportedModel Read(string text) => LightGbmReader.Read(Stream(text));

    private static string Refused(string text) => Should.Throw<InvalidModelFileException>(() => Read(text)).Message;

    private static MemoryStream Stream(string text) => new(Encoding.UTF8.GetBytes(text));
}
