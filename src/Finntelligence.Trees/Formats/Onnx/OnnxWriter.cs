using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Trees.Formats.Onnx;

/// <summary>
/// Writes a model that any ONNX runtime scores: one input <c>features</c>, float32 [N, features], NaN for missing; two outputs,
/// <c>margin</c> and <c>probability</c>, float32 [N, 1]. A TreeEnsembleRegressor of ai.onnx.ml 3 gives the calibrated log-odds,
/// a Sigmoid the probability, which agrees with ours to 1e-6: the trees decide alike on every float32 value, the leaves
/// lose nothing (<see cref="LeafParts"/>), and what remains is the rounding of the runtime's sigmoid.
/// </summary>
public static class OnnxWriter
{
    private const int IrVersion = 8;
    private const int Opset = 15;
    private const int MlOpset = 3;
    private const string Ml = "ai.onnx.ml";
    private const string Input = "features";
    private const string Parts = "parts";
    private const string Axes = "axes";
    private const string Margin = "margin";
    private const string Probability = "probability";

    /// <summary>Whether ONNX can carry the model with probabilities that agree to 1e-6.</summary>
    /// <param name="ensemble">The trees.</param>
    /// <param name="calibrator">Their calibrator.</param>
    /// <param name="why">If not: the first reason found, one sentence without a full stop.</param>
    public static bool CanExpress(TreeEnsemble ensemble, ICalibrator calibrator, [NotNullWhen(false)] out string? why)
    {
        ArgumentNullException.ThrowIfNull(ensemble);
        ArgumentNullException.ThrowIfNull(calibrator);
        if (SigmoidOf(calibrator) is null)
            why = $"its calibrator is {CalibratorName.Of(calibrator)}, and only a sigmoid can follow the trees";
        else if (ensemble.Features.IsEmpty)
            why = "it has no features";
        else if (ensemble.Trees.SelectMany(t => t.Nodes).Any(n => n.Categories is { IsEmpty: true }))
            why = "a node splits by an empty set of categories";
        else
            why = null;
        return why is null;
    }

    /// <summary>The bytes of the file. The same model and description give the same bytes.</summary>
    /// <exception cref="ArgumentException">
    /// ONNX cannot carry the model (<see cref="CanExpress"/>), its leaves add up to more than 1e30, or a metadata key is used twice.
    /// </exception>
    public static byte[] Write(TreeEnsemble ensemble, ICalibrator calibrator, OnnxDescription description)
    {
        ArgumentNullException.ThrowIfNull(description);
        ArgumentException.ThrowIfNullOrEmpty(description.Name);
        if (!CanExpress(ensemble, calibrator, out var why))
            throw new ArgumentException($"ONNX cannot carry this model: {why}.", nameof(ensemble));
        var (a, b) = SigmoidOf(calibrator)!.Value;
        var trees = LogOdds(ensemble, a, b);
        // XGBoost's own sums are float32 in the order of the trees, which is what runtimes do with a single target.
        var plain = ensemble.Arithmetic == ScoreArithmetic.Single && (a, b) == (-1, 0);
        var graph = plain
            ? Graph(ensemble, description.Name, [TreesNode(trees, LeafParts.Plain(trees), Margin), SigmoidNode()], [])
            : Graph(
                ensemble,
                description.Name,
                [TreesNode(trees, LeafParts.Split(trees), Parts), SumNode(), SigmoidNode()],
                [OnnxProto.Int64Vector(Axes, 1)]);

        var assembly = typeof(OnnxWriter).Assembly;
        var version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
        var model = OnnxProto.Model(IrVersion, assembly.GetName().Name!, version, graph, [("", Opset), (Ml, MlOpset)]);
        foreach (var (key, value) in Metadata(ensemble, description))
            OnnxProto.AddMetadata(model, key, value);
        return model.ToArray();
    }

    /// <summary>A and B of the probability 1 / (1 + exp(A·score + B)).</summary>
    private static (double A, double B)? SigmoidOf(ICalibrator calibrator) => calibrator switch
    {
        PlattCalibrator platt => (platt.A, platt.B),
        XGBoostSigmoid => (-1, 0),
        _ => null,
    };

    /// <summary>The trees with calibrator and base score in their leaves: their sum is −(A·score + B).</summary>
    private static ImmutableArray<DecisionTree> LogOdds(TreeEnsemble ensemble, double a, double b)
    {
        var start = (-a * ensemble.BaseScore) - b;
        var trees = ensemble.Trees.IsEmpty ? [new DecisionTree([], [new Leaf(0, 0)])] : ensemble.Trees;
        return [.. trees.Select((tree, t) => tree with
        {
            Leaves = [.. tree.Leaves.Select(l => l with { Value = (-a * l.Value) + (t == 0 ? start : 0) })],
        })];
    }

    private static ProtobufWriter Graph(TreeEnsemble ensemble, string name, ProtobufWriter[] nodes, ProtobufWriter[] constants) =>
        OnnxProto.Graph(
            name,
            nodes,
            constants,
            [OnnxProto.RowsOf(Input, ensemble.Features.Length)],
            [OnnxProto.RowsOf(Margin, 1), OnnxProto.RowsOf(Probability, 1)]);

    private static ProtobufWriter TreesNode(ImmutableArray<DecisionTree> trees, LeafParts leaves, string output)
    {
        // One entry per leaf and part; each part is a target of its own.
        var targets =
            (from t in Enumerable.Range(0, trees.Length)
             from l in Enumerable.Range(0, trees[t].Leaves.Length)
             from p in Enumerable.Range(0, leaves.Count)
             select (Tree: t, Node: TreeTable.LeafId(trees[t], l), Part: p, Value: leaves.PerLeaf[t][l][p])).ToList();
        return OnnxProto.Node(
            "TreeEnsembleRegressor",
            Ml,
            [Input],
            [output],
            [
                .. new TreeTable(trees).Attributes(),
                OnnxProto.Ints("target_treeids", targets.Select(e => e.Tree)),
                OnnxProto.Ints("target_nodeids", targets.Select(e => e.Node)),
                OnnxProto.Ints("target_ids", targets.Select(e => e.Part)),
                OnnxProto.Floats("target_weights", targets.Select(e => e.Value)),
                OnnxProto.Int("n_targets", leaves.Count),
                OnnxProto.Text("aggregate_function", "SUM"),
                OnnxProto.Text("post_transform", "NONE"),
            ]);
    }

    private static ProtobufWriter SumNode() =>
        OnnxProto.Node("ReduceSum", "", [Parts, Axes], [Margin], OnnxProto.Int("keepdims", 1));

    private static ProtobufWriter SigmoidNode() => OnnxProto.Node("Sigmoid", "", [Margin], [Probability]);

    private static IEnumerable<KeyValuePair<string, string>> Metadata(TreeEnsemble ensemble, OnnxDescription description)
    {
        KeyValuePair<string, string>[] own =
        [
            new("feature_names", JsonArray(ensemble.Features.Select(f => f.Name))),
            new("output_names", JsonArray([Margin, Probability])),
        ];
        KeyValuePair<string, string>[] all = [.. own, .. description.Metadata];
        var twice = all.GroupBy(m => m.Key, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        return twice is null ? all : throw new ArgumentException($"The metadata key '{twice.Key}' is used twice.", nameof(description));
    }

    private static string JsonArray(IEnumerable<string> texts) => JsonSerializer.Serialize(texts);
}
