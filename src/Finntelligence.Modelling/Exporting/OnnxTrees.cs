using System.Collections.Immutable;
using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Modelling.Exporting;

/// <summary>
/// Writes trees as ONNX without ML.NET, for those that ML.NET cannot carry: of unordered categories. The file looks as ML.NET's converter makes one: a column
/// for each feature, and the outputs <c>Score.output</c> and <c>Probability.output</c>.
/// </summary>
/// <remarks>
/// A set of categories is a chain of comparisons with one code each, whose hits all go to the same child, as converters of other learners write it too. So a
/// file grows by a node for each code of each set.
/// </remarks>
internal static class OnnxTrees
{
    /// <summary>Nodes in a file, at most: about 100 MB.</summary>
    public const int MostNodes = 2_000_000;

    private const string Features = "Features.output";
    private const string Score = "Score.output";
    private const string Exponent = "Exponent.output";
    private const string Shifted = "Shifted.output";
    private const string Probability = "Probability.output";

    /// <summary>Why a model cannot be written so, one sentence without a full stop; null where it can.</summary>
    public static string? WhyNot(TreeEnsemble ensemble, ICalibrator calibrator)
    {
        if (calibrator is not PlattCalibrator)
            return "its calibrator is not Platt's sigmoid";
        var sets = ensemble.Trees.SelectMany(t => t.Nodes).Where(n => n.Categories is not null).ToLookup(n => n.Feature, n => (long)n.Categories!.Value.Length);
        if (ensemble.Trees.Sum(t => (long)t.Nodes.Length + t.Leaves.Length) + sets.Sum(s => s.Sum()) <= MostNodes)
            return null;
        var largest = sets.MaxBy(s => s.Sum());
        return $"{(largest is null ? "its trees" : $"the sets of the unordered category '{ensemble.Features[largest.Key].Name}'")} would take more than {MostNodes} nodes";
    }

    /// <summary>The file's bytes; the same model gives the same bytes.</summary>
    /// <param name="ensemble">The trees.</param>
    /// <param name="platt">Their calibrator.</param>
    /// <param name="producer">Who wrote it.</param>
    public static byte[] Write(TreeEnsemble ensemble, PlattCalibrator platt, string producer)
    {
        string[] names = [.. ensemble.Features.Select(f => f.Name)];
        var graph = new OnnxGraph("Trees");
        foreach (var name in names)
            graph.Input(name);
        graph.Node("Concat", "", names, Features, OnnxAttribute.Of("axis", 1));
        graph.Node("TreeEnsembleRegressor", OnnxGraph.Trees, [Features], Score, [.. Attributes(ensemble)]);
        // 1 / (1 + exp(a s + b)).
        graph.Constant("Slope", (float)-platt.A);
        graph.Constant("Offset", (float)-platt.B);
        graph.Node("Mul", "", [Score, "Slope"], Exponent);
        graph.Node("Add", "", [Exponent, "Offset"], Shifted);
        graph.Node("Sigmoid", "", [Shifted], Probability);
        graph.Output(Score);
        graph.Output(Probability);
        return graph.ToModel(producer);
    }

    private static IEnumerable<OnnxAttribute> Attributes(TreeEnsemble ensemble)
    {
        var nodes = new Lists();
        // The base is a tree of one leaf, since a list without trees would be none.
        nodes.Leaf(0, 0, ensemble.BaseScore);
        for (var t = 0; t < ensemble.Trees.Length; t++)
            Add(nodes, t + 1, ensemble.Trees[t]);
        return nodes.Attributes();
    }

    // Inner nodes keep their numbers, leaves follow, and then what continues the chains.
    private static void Add(Lists lists, int tree, DecisionTree trees)
    {
        var (inner, next) = (trees.Nodes.Length, trees.Nodes.Length + trees.Leaves.Length);
        var chains = new List<(int Node, SplitNode Of, int From)>();
        for (var n = 0; n < inner; n++)
        {
            var node = trees.Nodes[n];
            if (node.Categories is null)
            {
                var threshold = Math.Clamp(node.Threshold, -float.MaxValue, float.MaxValue);
                lists.Split(tree, n, node.Feature, "BRANCH_LEQ", threshold, IdOf(node.Left), IdOf(node.Right), node.MissingGoesLeft);
            }
            else
                Link(n, node, 0);
        }

        for (var l = 0; l < trees.Leaves.Length; l++)
            lists.Leaf(tree, inner + l, trees.Leaves[l].Value);
        // A list that grows while it is read: each link may need another one.
        for (var c = 0; c < chains.Count; c++)
            Link(chains[c].Node, chains[c].Of, chains[c].From);

        void Link(int id, SplitNode node, int from)
        {
            var codes = node.Categories!.Value;
            if (codes.IsEmpty)
            {
                // No code is the least number: all go right but what is missing.
                lists.Split(tree, id, node.Feature, "BRANCH_EQ", -float.MaxValue, IdOf(node.Left), IdOf(node.Right), node.MissingGoesLeft);
                return;
            }

            var isLast = from == codes.Length - 1;
            lists.Split(tree, id, node.Feature, "BRANCH_EQ", codes[from], IdOf(node.Left), isLast ? IdOf(node.Right) : next, from == 0 && node.MissingGoesLeft);
            if (!isLast)
                chains.Add((next++, node, from + 1));
        }

        int IdOf(int child) => child >= 0 ? child : inner + ~child;
    }

    // The operator's attributes are lists side by side.
    private sealed class Lists
    {
        private readonly List<long> _trees = [], _ids = [], _features = [], _true = [], _false = [], _missing = [], _leafTrees = [], _leafIds = [];
        private readonly List<string> _modes = [];
        private readonly List<float> _values = [], _weights = [];

        public void Split(int tree, int id, int feature, string mode, float value, int hit, int miss, bool missingHits)
        {
            Add(tree, id, feature, mode, value);
            _true.Add(hit);
            _false.Add(miss);
            _missing.Add(missingHits ? 1 : 0);
        }

        public void Leaf(int tree, int id, double value)
        {
            Add(tree, id, 0, "LEAF", 0);
            _true.Add(0);
            _false.Add(0);
            _missing.Add(0);
            _leafTrees.Add(tree);
            _leafIds.Add(id);
            _weights.Add((float)value);
        }

        public IEnumerable<OnnxAttribute> Attributes() =>
        [
            OnnxAttribute.Of("aggregate_function", "SUM"),
            OnnxAttribute.Of("n_targets", 1),
            OnnxAttribute.Of("nodes_falsenodeids", _false),
            OnnxAttribute.Of("nodes_featureids", _features),
            OnnxAttribute.Of("nodes_missing_value_tracks_true", _missing),
            OnnxAttribute.Of("nodes_modes", _modes),
            OnnxAttribute.Of("nodes_nodeids", _ids),
            OnnxAttribute.Of("nodes_treeids", _trees),
            OnnxAttribute.Of("nodes_truenodeids", _true),
            OnnxAttribute.Of("nodes_values", _values),
            OnnxAttribute.Of("post_transform", "NONE"),
            OnnxAttribute.Of("target_ids", _leafIds.Select(_ => 0L)),
            OnnxAttribute.Of("target_nodeids", _leafIds),
            OnnxAttribute.Of("target_treeids", _leafTrees),
            OnnxAttribute.Of("target_weights", _weights),
        ];

        private void Add(int tree, int id, int feature, string mode, float value)
        {
            _trees.Add(tree);
            _ids.Add(id);
            _features.Add(feature);
            _modes.Add(mode);
            _values.Add(value);
        }
    }
}
