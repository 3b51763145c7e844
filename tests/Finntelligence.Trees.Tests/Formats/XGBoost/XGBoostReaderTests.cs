using System.Text;
using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Formats;
using Finntelligence.Trees.Formats.XGBoost;

namespace Finntelligence.Trees.Tests.Formats.XGBoost;

public sealed class XGBoostReaderTests
{
    private const float Missing = float.NaN;

    [Theory]
    [InlineData("Infinity", float.MaxValue, true)]
    [InlineData("1E39", 0f, true)]
    [InlineData("-Infinity", float.MinValue, false)]
    public void An_Infinite_Threshold_Is_Taken_As_XGBoost_Takes_It(string threshold, float value, bool goesLeft)
    {
        var tree = Read(TinyModel.With("\"split_conditions\":[1.5E0,0,", $"\"split_conditions\":[{threshold},0,")).Ensemble.Trees[0];

        (value <= tree.Nodes[0].Threshold).ShouldBe(goesLeft);
    }

    [Fact]
    public void A_Byte_Order_Mark_Is_Skipped_And_Utf_16_Named()
    {
        Read("\uFEFF" + TinyModel.Json).Rounds.ShouldBe(Read(TinyModel.Json).Rounds);
        Should.Throw<InvalidModelFileException>(() => XGBoostReader.Read(new MemoryStream([0xFF, 0xFE, (byte)'{', 0]))).Message.ShouldContain("UTF-16");
    }

    [Theory]
    [InlineData(1f, -1f, 0f, 0.25 - 2)]
    [InlineData(1f, 0f, 1f, 0.5 + 2)]
    [InlineData(1.5f, 0f, 3f, -1 + 2)]
    [InlineData(1.4999999f, -0f, 2f, 0.5 - 2)]
    [InlineData(Missing, Missing, Missing, 0.5 - 2)]
    [InlineData(float.NegativeInfinity, float.NegativeInfinity, 16777216f, 0.25 - 2)]
    [InlineData(float.PositiveInfinity, 0f, -1f, -1 - 2)]
    [InlineData(0f, -1e-45f, 1e30f, 0.25 - 2)]
    public void Tiny_Model_Scores_As_Worked_By_Hand(float a, float b, float c, double margin) =>
        Read(TinyModel.Json).Ensemble.Score([a, b, c]).ShouldBe(margin);

    [Fact]
    public void Ubjson_Holds_The_Same_Model()
    {
        var text = Read(TinyModel.Json);
        var binary = XGBoostReader.Read(new MemoryStream(UbjsonEncoder.Encode(TinyModel.Json)));
        binary.Ensemble.Features.ShouldBe(text.Ensemble.Features);
        binary.Notices.ShouldBe(text.Notices);
        foreach (var (b, t) in binary.Ensemble.Trees.Zip(text.Ensemble.Trees))
        {
            b.Leaves.ShouldBe(t.Leaves);
            b.Nodes.Select(node => node with { Categories = null }).ShouldBe(t.Nodes.Select(node => node with { Categories = null }));
        }

        binary.Ensemble.Score([1, 0, 1]).ShouldBe(2.5);
    }

    [Fact]
    public void Tiny_Model_Is_Carried_Whole()
    {
        var model = Read(TinyModel.Json);
        model.Ensemble.Features.ShouldBe([new("a"), new("b"), new("c", FeatureKind.Category)]);
        model.Ensemble.Arithmetic.ShouldBe(ScoreArithmetic.Single);
        model.Ensemble.BaseScore.ShouldBe(0);
        model.BaseScore.ShouldBe(0.5);
        model.Objective.ShouldBe("binary:logistic");
        model.Link.ShouldBe(OutputLink.Logistic);
        model.HasFeatureNames.ShouldBeTrue();
        model.HasCover.ShouldBeTrue();
        model.Rounds.ShouldBe(2);

        var first = model.Ensemble.Trees[0];
        first.Nodes.ShouldBe(
        [
            new SplitNode(0, 1.4999999f, 1, ~2, MissingGoesLeft: true, Gain: 7, Cover: 10),
            new SplitNode(1, -float.Epsilon, ~0, ~1, MissingGoesLeft: false, Gain: 3, Cover: 6),
        ]);
        first.Leaves.ShouldBe([new Leaf(0.25, 2), new Leaf(0.5, 4), new Leaf(-1, 4)]);

        var second = model.Ensemble.Trees[1];
        second.Nodes[0].Categories!.Value.ShouldBe([1, 3]);
        second.Nodes[0].MissingGoesLeft.ShouldBeFalse();
        second.Leaves[~second.Nodes[0].Left].ShouldBe(new Leaf(2, 4));
        second.Leaves[~second.Nodes[0].Right].ShouldBe(new Leaf(-2, 5));
    }

    [Fact]
    public void Notices_Name_Best_Round_And_Category_Features()
    {
        var notices = Read(TinyModel.Json).Notices;
        notices.Length.ShouldBe(2);
        notices[0].ShouldContain("best_iteration 0");
        notices[1].ShouldContain("whole codes as in training: c.");
    }

    [Fact]
    public void Newer_Major_Version_Is_Read_With_A_Notice() =>
        Read(TinyModel.With("[1,7,4]", "[4,0,0]")).Notices.ShouldContain(notice => notice.Contains("XGBoost 4.0"));

    [Fact]
    public void Stored_Category_Names_Are_Noticed() =>
        Read(TinyModel.With("\"tree_info\"", "\"cats\":{\"enc\":[{}],\"sorted_idx\":[0,1]},\"tree_info\"")).Notices
            .ShouldContain(notice => notice.Contains("model.cats"));

    [Fact]
    public void Best_Rounds_Leave_The_Others_Out()
    {
        var best = Read(TinyModel.Json, RoundSelection.Best);
        best.Rounds.ShouldBe(1);
        best.Ensemble.Trees.Length.ShouldBe(1);
        best.Notices.ShouldNotContain(notice => notice.Contains("best_iteration"));
        Read(TinyModel.Json, RoundSelection.First(1)).Ensemble.Score([2, 0, 1]).ShouldBe(-1);
    }

    [Fact]
    public void Round_Selection_Beyond_The_File_Is_Refused()
    {
        Refused(TinyModel.Json, RoundSelection.First(3)).ShouldBe("The first 3 rounds were asked for, but there are only 2.");
        Refused(TinyModel.With("\"best_iteration\":\"0\"", "\"best_score\":\"0\""), RoundSelection.Best).ShouldContain("no best_iteration");
        Refused(TinyModel.With("\"best_iteration\":\"0\"", "\"best_iteration\":\"2\""), RoundSelection.Best).ShouldContain("only 2 rounds");
    }

    [Fact]
    public void Parallel_Trees_Belong_To_One_Round()
    {
        var forest = TinyModel.With("\"num_parallel_tree\":\"1\"", "\"num_parallel_tree\":\"2\"");
        Read(forest, RoundSelection.Best).Ensemble.Trees.Length.ShouldBe(2);
        Read(TinyModel.With("\"tree_info\"", "\"iteration_indptr\":[0,2],\"tree_info\"")).Rounds.ShouldBe(1);
    }

    [Fact]
    public void Deleted_Nodes_Are_Left_Behind()
    {
        // The split at node 1 was collapsed: it is a leaf now and keeps its old feature; its children are stale.
        var pruned = TinyModel.Json
            .Replace("\"left_children\":[1,3,-1,-1,-1],\"right_children\":[2,4,-1,-1,-1]", "\"left_children\":[1,-1,-1,-1,-1],\"right_children\":[2,-1,-1,-1,-1]", StringComparison.Ordinal)
            .Replace("\"split_indices\":[0,1,0,0,0],\"split_conditions\":[1.5E0,0,-1E0,2.5E-1,5E-1]", "\"split_indices\":[0,99,0,2147483647,2147483647],\"split_conditions\":[1.5E0,0.125,-1E0,NaN,Infinity]", StringComparison.Ordinal)
            .Replace("\"sum_hessian\":[10,6,4,2,4]", "\"sum_hessian\":[10,6,4,-1,NaN]", StringComparison.Ordinal);
        var tree = Read(pruned).Ensemble.Trees[0];
        tree.Leaves.ShouldBe([new Leaf(0.125, 6), new Leaf(-1, 4)]);
        tree.Nodes.Single().Feature.ShouldBe(0);
    }

    [Fact]
    public void Tree_That_Is_One_Leaf_Is_Read()
    {
        var stump = TinyModel.With("\"left_children\":[1,-1,-1],\"right_children\":[2,-1,-1]", "\"left_children\":[-1,-1,-1],\"right_children\":[-1,-1,-1]")
            .Replace("\"split_conditions\":[NaN,-2E0,2E0]", "\"split_conditions\":[7E0,NaN,NaN]", StringComparison.Ordinal);
        Read(stump).Ensemble.Score([2, 0, 0]).ShouldBe(-1 + 7);
    }

    [Fact]
    public void Files_Without_Names_Or_Split_Types_Are_Read()
    {
        var old = TinyModel.With("\"feature_names\":[\"a\",\"b\",\"c\"],\"feature_types\":[\"float\",\"float\",\"c\"],", "")
            .Replace(",\"split_type\":[0,0,0,0,0]", "", StringComparison.Ordinal);
        var model = Read(old);
        model.HasFeatureNames.ShouldBeFalse();
        model.Ensemble.Features.ShouldBe([new("f0"), new("f1"), new("f2", FeatureKind.Category)]);
        model.Ensemble.Score([1, 0, 1]).ShouldBe(2.5);
    }

    [Theory]
    [InlineData("\"name\":\"gbtree\",", "\"name\":\"gbtree\",\"weight_drop\":[0.5,0.25],")]
    [InlineData("\"name\":\"gbtree\",", "\"weight_drop\":[0.5,0.25],\"name\":\"dart\",")]
    [InlineData("\"tree_info\"", "\"weight_drop\":[0.5,0.25],\"tree_info\"")]
    public void Tree_Weights_Are_Folded_In_Wherever_They_Are(string part, string replacement) =>
        Read(TinyModel.With(part, replacement)).Ensemble.Score([1, 0, 1]).ShouldBe((0.5 * 0.5) + (2 * 0.25));

    [Fact]
    public void Old_Dart_Layout_Is_Read()
    {
        var dart = TinyModel.With("\"name\":\"gbtree\",\"model\":{", "\"name\":\"dart\",\"weight_drop\":[0.5,0.25],\"gbtree\":{\"name\":\"gbtree\",\"model\":{") + "}";
        Read(dart).Ensemble.Score([1, 0, 1]).ShouldBe(0.75);
    }

    [Fact]
    public void All_Zero_Covers_Score_But_Do_Not_Explain()
    {
        var model = Read(TinyModel.With("[10,6,4,2,4]", "[0,0,0,0,0]").Replace("[9,5,4]", "[0,0,0]", StringComparison.Ordinal));
        model.HasCover.ShouldBeFalse();
        model.Notices.ShouldContain(notice => notice.Contains("sum_hessian"));
    }

    [Fact]
    public void Stream_That_Gives_One_Byte_At_A_Time_Is_Read() =>
        XGBoostReader.Read(new SlowStream(Encoding.UTF8.GetBytes(TinyModel.Json))).Ensemble.Score([1, 0, 1]).ShouldBe(2.5);

    [Fact]
    public void Deepest_Tree_Is_Read()
    {
        var model = Read(TinyModel.Chain(1024));
        model.Ensemble.Score([1_022]).ShouldBe(1_023);
        model.Ensemble.Score([float.NaN]).ShouldBe(1_024);
    }

    [Fact]
    public void Category_Sets_That_Cost_Too_Much_Are_Refused()
    {
        // 32 bytes of file would ask for a set of two megabytes.
        var file = TinyModel.With("\"categories\":[3,1]", "\"categories\":[3,16777215]");
        Read(file).Ensemble.Score([2, 0, 16777215]).ShouldBe(1);
        Should.Throw<InvalidModelFileException>(() => Read(file, limits: new ModelFileLimits { CategoryBytes = 2 << 20 }))
            .Message.ShouldBe("learner.gradient_booster.model.trees[1].categories: the category sets of the file take more memory than allowed.");
    }

    [Fact]
    public void File_Over_The_Limits_Is_Refused()
    {
        RefusedWith(new ModelFileLimits { Bytes = 1000 }).ShouldContain("larger than the 1000 bytes");
        RefusedWith(new ModelFileLimits { Trees = 1 }).ShouldContain("more than the 1 elements");
        RefusedWith(new ModelFileLimits { Nodes = 7 }).ShouldContain("trees[1].left_children[2]: more than the 2 elements");
        RefusedWith(new ModelFileLimits { Features = 2 }).ShouldContain("learner.feature_names[2]");
        Read(TinyModel.Json, limits: new ModelFileLimits { Bytes = TinyModel.Json.Length, Trees = 2, Nodes = 8, Features = 3 }).Rounds.ShouldBe(2);

        static string RefusedWith(ModelFileLimits limits) =>
            Should.Throw<InvalidModelFileException>(() => Read(TinyModel.Json, limits: limits)).Message;
    }

    [Theory]
    [InlineData("", "The file is empty.")]
    [InlineData("[{\"nodeid\":0}]", "dump")]
    [InlineData("binf\0\0\0", "old binary format")]
    [InlineData("{\"Model\":{},\"Config\":{}}", "memory snapshot")]
    [InlineData("{\"version\":[1,7,4]}", "no member 'learner'")]
    [InlineData("{\"learner\":{}}", "learner.gradient_booster.name: is missing.")]
    [InlineData("{\"learner\":{}} x", "something follows")]
    [InlineData("{\"learner\":[]}", "learner: must be an object")]
    public void What_Is_No_Model_Is_Refused(string file, string message) => Refused(file).ShouldContain(message);

    [Theory]
    [InlineData("\"name\":\"gbtree\"", "\"name\":\"gblinear\"", "learner.gradient_booster.name: 'gblinear' is a linear model")]
    [InlineData("\"name\":\"gbtree\"", "\"name\":\"forest\"", "learner.gradient_booster.name: the booster 'forest' is unknown.")]
    [InlineData("\"name\":\"gbtree\"", "\"name\":\"dart\"", "learner.gradient_booster.weight_drop: is missing.")]
    [InlineData("\"num_class\":\"0\"", "\"num_class\":\"3\"", "learner.learner_model_param.num_class: the model has 3 classes")]
    [InlineData("\"num_target\":\"1\"", "\"num_target\":\"2\"", "learner.learner_model_param.num_target: the model has 2 targets")]
    [InlineData("\"tree_info\":[0,0]", "\"tree_info\":[0,1]", "learner.gradient_booster.model.tree_info[1]: the tree belongs to output 1")]
    [InlineData("\"tree_info\":[0,0]", "\"tree_info\":[0]", "learner.gradient_booster.model.tree_info: has 1 entries for 2 trees.")]
    [InlineData("\"tree_info\":[0,0],", "", "learner.gradient_booster.model.tree_info: is missing.")]
    [InlineData("\"num_trees\":\"2\"", "\"num_trees\":\"3\"", "learner.gradient_booster.model.gbtree_model_param.num_trees: says 3, but there are 2 trees.")]
    [InlineData("\"num_trees\":\"2\"", "\"num_trees\":\"-2\"", "learner.gradient_booster.model.gbtree_model_param.num_trees: must be a whole number")]
    [InlineData("\"num_parallel_tree\":\"1\",\"size_leaf_vector\":\"0\"", "\"size_leaf_vector\":\"2\"", "learner.gradient_booster.model.gbtree_model_param.size_leaf_vector")]
    [InlineData("\"num_parallel_tree\":\"1\"", "\"num_parallel_tree\":\"0\"", "num_parallel_tree: 2 trees do not make rounds of 0.")]
    [InlineData("\"num_feature\":\"3\",\"size_leaf_vector\":\"0\"", "\"size_leaf_vector\":\"2\"", "trees[0].tree_param.size_leaf_vector")]
    [InlineData("\"tree_info\":", "\"weight_drop\":[1],\"tree_info\":", "learner.gradient_booster.model.weight_drop: has 1 weights for 2 trees.")]
    [InlineData("\"tree_info\":", "\"weight_drop\":[1,NaN],\"tree_info\":", "trees[1].split_conditions[1]: the weighted leaf value is NaN.")]
    [InlineData("\"tree_info\":", "\"weight_drop\":[1,1e999],\"tree_info\":", "the weighted leaf value is -Infinity.")]
    [InlineData("\"tree_info\":", "\"iteration_indptr\":[0,1],\"tree_info\":", "iteration_indptr: must run from 0 to the 2 trees")]
    [InlineData("\"tree_info\":", "\"iteration_indptr\":[0,2,1,2],\"tree_info\":", "iteration_indptr[2]: rounds must not overlap.")]
    [InlineData("binary:logistic", "mine:own", "learner.objective.name: the objective 'mine:own' is unknown")]
    [InlineData("binary:logistic", "multi:softprob", "learner.objective.name: 'multi:softprob' has one output per class")]
    [InlineData("binary:logistic\"", "reg:quantileerror\",\"quantile_loss_param\":{\"quantile_alpha\":\"[0.1,0.9]\"}", "quantile_alpha: several quantiles")]
    [InlineData("\"base_score\":\"5E-1\",", "", "learner.learner_model_param.base_score: is missing.")]
    [InlineData("\"5E-1\"", "\"[5E-1,5E-1]\"", "learner.learner_model_param.base_score: holds several values")]
    [InlineData("\"5E-1\"", "\"half\"", "learner.learner_model_param.base_score: is no number.")]
    [InlineData("\"5E-1\"", "\"NaN\"", "learner.learner_model_param.base_score: is NaN.")]
    [InlineData("\"5E-1\"", "\"1.5\"", "learner.learner_model_param.base_score: is 1.5; a logistic objective needs a probability.")]
    [InlineData("\"5E-1\"", "\"0\"", "strictly between 0 and 1.")]
    [InlineData("\"id\":0", "\"id\":1", "learner.gradient_booster.model.trees[0].id: is 1, not its place 0.")]
    [InlineData("\"num_nodes\":\"5\"", "\"num_nodes\":\"6\"", "learner.gradient_booster.model.trees[0].left_children: has 5 entries for 6 nodes.")]
    [InlineData("\"num_nodes\":\"5\"", "\"num_nodes\":\"0\"", "trees[0].tree_param.num_nodes: is 0")]
    [InlineData("\"base_weights\":[0,0,0,0,0]", "\"base_weights\":[0,0,0,0]", "trees[0].base_weights: has 4 entries for 5 nodes.")]
    [InlineData("\"default_left\":[1,0,0,0,0]", "\"default_left\":[2,0,0,0,0]", "trees[0].default_left[0]: must be 0 or 1.")]
    [InlineData("\"default_left\":[1,0,0,0,0],", "", "trees[0].default_left: is missing.")]
    [InlineData("\"left_children\":[1,3,-1,-1,-1]", "\"left_children\":[0,3,-1,-1,-1]", "trees[0].left_children: node 0 has two parents or is its own ancestor.")]
    [InlineData("\"left_children\":[1,3,-1,-1,-1]", "\"left_children\":[1,2,-1,-1,-1]", "trees[0].left_children: node 2 has two parents")]
    [InlineData("\"left_children\":[1,3,-1,-1,-1]", "\"left_children\":[1,5,-1,-1,-1]", "trees[0].left_children[1]: there is no node 5.")]
    [InlineData("\"right_children\":[2,4,-1,-1,-1]", "\"right_children\":[2,-1,-1,-1,-1]", "trees[0].right_children[1]: there is no node -1.")]
    [InlineData("\"right_children\":[2,4,-1,-1,-1]", "\"right_children\":[2,4,3,-1,-1]", "trees[0].right_children[2]: the node has a right child but no left one.")]
    [InlineData("\"split_indices\":[0,1,0,0,0]", "\"split_indices\":[0,3,0,0,0]", "trees[0].split_indices[1]: there is no feature 3, the model has 3.")]
    [InlineData("\"split_indices\":[0,1,0,0,0]", "\"split_indices\":[0,9999999999,0,0,0]", "trees[0].split_indices[1]: there is no feature 2147483647")]
    [InlineData("\"split_conditions\":[1.5E0,0,", "\"split_conditions\":[NaN,0,", "trees[0].split_conditions[0]: the threshold is NaN.")]
    [InlineData("2.5E-1,5E-1]", "2.5E-1,1E39]", "trees[0].split_conditions[4]: the leaf value is Infinity.")]
    [InlineData("[10,6,4,2,4]", "[10,6,4,2,-4]", "trees[0].sum_hessian[4]: the cover is -4.")]
    [InlineData("[10,6,4,2,4]", "[10,NaN,4,2,4]", "trees[0].sum_hessian[1]: the cover is NaN.")]
    [InlineData("\"split_type\":[1,0,0]", "\"split_type\":[2,0,0]", "trees[1].split_type[0]: 2 is no kind of split.")]
    [InlineData("\"split_type\":[1,0,0]", "\"split_type\":[0,0,0]", "trees[1].split_type[0]: the node is split by a threshold but has a category set.")]
    [InlineData("\"split_type\":[0,0,0,0,0]", "\"split_type\":[1,0,0,0,0]", "trees[0].categories_nodes: the category split of node 0 has no set.")]
    [InlineData("\"categories_sizes\":[2]", "\"categories_sizes\":[3]", "trees[1].categories_segments[0]: the set lies outside the categories.")]
    [InlineData("\"categories_sizes\":[2]", "\"categories_sizes\":[]", "trees[1]: categories_nodes, categories_segments and categories_sizes have different lengths.")]
    [InlineData("\"categories\":[3,1]", "\"categories\":[3,16777216]", "trees[1].categories: a code of node 0 is outside 0 to 16777215.")]
    [InlineData("\"num_feature\":\"3\",\"num_class\"", "\"num_feature\":\"4\",\"num_class\"", "learner.feature_names: has 3 entries for 4 features.")]
    [InlineData("\"num_feature\":\"3\",\"num_class\"", "\"num_feature\":\"2000000000\",\"num_class\"", "at most 1000000 features are allowed")]
    [InlineData("[\"a\",\"b\",\"c\"]", "[\"a\",\"b\",\"a\"]", "learner.feature_names: 'a' is given twice.")]
    [InlineData("\"objective\":", "\"objective\":{},\"objective\":", "learner.objective: is given twice.")]
    public void What_Cannot_Be_Represented_Is_Refused_With_Its_Place(string part, string replacement, string message) =>
        Refused(TinyModel.With(part, replacement)).ShouldContain(message);

    private static ImportedModel Read(string json, RoundSelection? rounds = null, ModelFileLimits? limits = null) =>
        XGBoostReader.Read(
            new MemoryStream(Encoding.UTF8.GetBytes(json)),
            new XGBoostReadOptions { Rounds = rounds ?? RoundSelection.All, Limits = limits ?? ModelFileLimits.Default });

    private static string Refused(string json, RoundSelection? rounds = null) =>
        Should.Throw<InvalidModelFileException>(() => Read(json, rounds)).Message;

    private sealed class SlowStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(1, buffer.Length)]);
    }
}
