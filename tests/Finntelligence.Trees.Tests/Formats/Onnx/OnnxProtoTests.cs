using Finntelligence.Trees.Formats.Onnx;

namespace Finntelligence.Trees.Tests.Formats.Onnx;

public sealed class OnnxProtoTests
{
    [Fact]
    public void Messages_Have_The_Bytes_That_Another_Writer_Gave_Them()
    {
        var trees = OnnxProto.Node(
            "TreeEnsembleClassifier",
            "ai.onnx.ml",
            ["X"],
            ["label", "probabilities"],
            [
                OnnxProto.Ints("nodes_treeids", [0, 0, 0, 0, 0]),
                OnnxProto.Ints("nodes_nodeids", [0, 1, 2, 3, 4]),
                OnnxProto.Ints("nodes_featureids", [0, 0, 1, 0, 0]),
                OnnxProto.Texts("nodes_modes", ["BRANCH_LT", "LEAF", "BRANCH_LT", "LEAF", "LEAF"]),
                OnnxProto.Ints("nodes_truenodeids", [1, 0, 3, 0, 0]),
                OnnxProto.Ints("nodes_falsenodeids", [2, 0, 4, 0, 0]),
                OnnxProto.Floats("nodes_values", [2, 0, 5, 0, 0]),
                OnnxProto.Ints("nodes_missing_value_tracks_true", [1, 0, 0, 0, 0]),
                OnnxProto.Ints("class_treeids", [0, 0, 0]),
                OnnxProto.Ints("class_nodeids", [1, 3, 4]),
                OnnxProto.Ints("class_ids", [0, 0, 0]),
                OnnxProto.Floats("class_weights", [-0.5f, 0.25f, 1]),
                OnnxProto.Ints("classlabels_int64s", [0, 1]),
                OnnxProto.Text("post_transform", "LOGISTIC"),
                OnnxProto.Floats("base_values", [0.1f]),
            ]);
        var graph = OnnxProto.Graph("g", [trees], [], [OnnxProto.RowsOf("X", 2)], [Labels(), OnnxProto.RowsOf("probabilities", 2)]);
        var model = OnnxProto.Model(8, "hand-made", "", graph, [("", 15), ("ai.onnx.ml", 3)]);

        var fixture = Path.Combine(AppContext.BaseDirectory, "Fixtures", "onnx-tiny", "tiny-binary.onnx");
        model.ToArray().ShouldBe(File.ReadAllBytes(fixture));
    }

    // An int64 vector of any length.
    private static ProtobufWriter Labels()
    {
        var shape = new ProtobufWriter().Message(1, new ProtobufWriter().Text(2, "N"));
        var tensor = new ProtobufWriter().Int(1, 7).Message(2, shape);
        return new ProtobufWriter().Text(1, "label").Message(2, new ProtobufWriter().Message(1, tensor));
    }
}
