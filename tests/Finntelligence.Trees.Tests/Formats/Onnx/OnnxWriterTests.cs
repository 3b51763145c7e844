using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Formats.Onnx;
using NSubstitute;

namespace Finntelligence.Trees.Tests.Formats.Onnx;

public sealed class OnnxWriterTests
{
    private static readonly PlattCalibrator Platt = new(-1, 0);
    private static readonly OnnxDescription Plain = new("g", []);

    [Fact]
    public void Write_Has_The_Layout_Of_The_Standard()
    {
        // a ≤ 0.5 or missing → −1, else 2; A = −1, B = 0. Bound 2, so the coarse grid is 2^-22 and both leaves are on it.
        var ensemble = new TreeEnsemble(
            [new FeatureSpec("a")], 0, [new([new SplitNode(0, 0.5f, ~0, ~1, true, 0, 0)], [new(-1, 0), new(2, 0)])]);
        var trees = OnnxProto.Node(
            "TreeEnsembleRegressor",
            "ai.onnx.ml",
            ["features"],
            ["parts"],
            [
                OnnxProto.Ints("nodes_treeids", [0, 0, 0]),
                OnnxProto.Ints("nodes_nodeids", [0, 1, 2]),
                OnnxProto.Ints("nodes_featureids", [0, 0, 0]),
                OnnxProto.Texts("nodes_modes", ["BRANCH_LEQ", "LEAF", "LEAF"]),
                OnnxProto.Ints("nodes_truenodeids", [1, 0, 0]),
                OnnxProto.Ints("nodes_falsenodeids", [2, 0, 0]),
                OnnxProto.Floats("nodes_values", [0.5f, 0, 0]),
                OnnxProto.Ints("nodes_missing_value_tracks_true", [1, 0, 0]),
                OnnxProto.Ints("target_treeids", [0, 0, 0, 0]),
                OnnxProto.Ints("target_nodeids", [1, 1, 2, 2]),
                OnnxProto.Ints("target_ids", [0, 1, 0, 1]),
                OnnxProto.Floats("target_weights", [-1, 0, 2, 0]),
                OnnxProto.Int("n_targets", 2),
                OnnxProto.Text("aggregate_function", "SUM"),
                OnnxProto.Text("post_transform", "NONE"),
            ]);
        var sum = OnnxProto.Node("ReduceSum", "", ["parts", "axes"], ["margin"], OnnxProto.Int("keepdims", 1));
        var sigmoid = OnnxProto.Node("Sigmoid", "", ["margin"], ["probability"]);
        var graph = OnnxProto.Graph(
            "risk",
            [trees, sum, sigmoid],
            [OnnxProto.Int64Vector("axes", 1)],
            [OnnxProto.RowsOf("features", 1)],
            [OnnxProto.RowsOf("margin", 1), OnnxProto.RowsOf("probability", 1)]);
        var model = OnnxProto.Model(8, "Finntelligence.Trees", "1.0.0", graph, [("", 15), ("ai.onnx.ml", 3)]);
        OnnxProto.AddMetadata(model, "feature_names", "[\"a\"]");
        OnnxProto.AddMetadata(model, "output_names", "[\"margin\",\"probability\"]");
        OnnxProto.AddMetadata(model, "product", "cash-loan");

        OnnxWriter.Write(ensemble, Platt, new OnnxDescription("risk", [new("product", "cash-loan")])).ShouldBe(model.ToArray());
    }

    [Fact]
    public void Write_Is_The_Same_On_Repeat()
    {
        var ensemble = RandomModels.Make(new Random(4), features: 5, trees: 10, maximumLeaves: 9, categories: true);
        OnnxWriter.Write(ensemble, Platt, Plain).ShouldBe(OnnxWriter.Write(ensemble, Platt, Plain));
    }

    [Fact]
    public void Write_Has_No_Infinite_Threshold()
    {
        var nodes = new[] { float.NegativeInfinity, float.PositiveInfinity }
            .Select(t => new DecisionTree([new SplitNode(0, t, ~0, ~1, false, 0, 0)], [new(0, 0), new(0, 0)]));
        var bytes = OnnxWriter.Write(new TreeEnsemble([new FeatureSpec("a")], 0, [.. nodes]), Platt, Plain);
        bytes.AsSpan().IndexOf(BitConverter.GetBytes(float.PositiveInfinity)).ShouldBe(-1);
        bytes.AsSpan().IndexOf(BitConverter.GetBytes(float.NegativeInfinity)).ShouldBe(-1);
        bytes.AsSpan().IndexOf(BitConverter.GetBytes(float.MaxValue)).ShouldBeGreaterThan(0);
        bytes.AsSpan().IndexOf(BitConverter.GetBytes(float.MinValue)).ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Write_Refuses_A_Metadata_Key_Twice() => Should.Throw<ArgumentException>(
        () => OnnxWriter.Write(new TreeEnsemble([new FeatureSpec("a")], 0, []), Platt, new("g", [new("feature_names", "")])))
        .Message.ShouldContain("'feature_names' is used twice");

    [Fact]
    public void CanExpress_Says_Why_Not()
    {
        var plain = new TreeEnsemble([new FeatureSpec("a")], 0, []);
        Why(plain, Platt).ShouldBeEmpty();
        Why(plain, Substitute.For<ICalibrator>()).ShouldContain("only a sigmoid can follow the trees");
        Why(new TreeEnsemble([], 0, []), Platt).ShouldContain("no features");
        var empty = new DecisionTree([new SplitNode(0, 0, ~0, ~1, true, 0, 0, [])], [new(0, 0), new(0, 0)]);
        Why(new TreeEnsemble([new FeatureSpec("a", FeatureKind.Category)], 0, [empty]), Platt).ShouldContain("empty set");
        var refusal = Should.Throw<ArgumentException>(() => OnnxWriter.Write(new TreeEnsemble([], 0, []), Platt, Plain));
        refusal.Message.ShouldContain("no features");
    }

    private static string Why(TreeEnsemble ensemble, ICalibrator calibrator)
    {
        OnnxWriter.CanExpress(ensemble, calibrator, out var why).ShouldBe(why is null);
        return why ?? "";
    }
}
