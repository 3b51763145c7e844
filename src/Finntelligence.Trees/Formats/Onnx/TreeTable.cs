using System.Collections.Immutable;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Trees.Formats.Onnx;

/// <summary>
/// The nodes of all trees as ONNX has them: one row per node, leaves included, numbered from 0 (the root) in each tree.
/// Inner nodes keep their numbers; leaf l of a tree with n inner nodes is n + l; what a category set needs beyond one node follows.
/// </summary>
internal sealed class TreeTable
{
    private const string Leaf = "LEAF";
    private const string LessOrEqual = "BRANCH_LEQ";
    private const string Equal = "BRANCH_EQ";

    private readonly List<Row> _rows = [];

    public TreeTable(ImmutableArray<DecisionTree> trees)
    {
        for (var t = 0; t < trees.Length; t++)
            Add(t, trees[t]);
    }

    /// <summary>The attributes <c>nodes_…</c> of a tree ensemble operator.</summary>
    public IEnumerable<ProtobufWriter> Attributes() =>
    [
        OnnxProto.Ints("nodes_treeids", _rows.Select(r => r.Tree)),
        OnnxProto.Ints("nodes_nodeids", _rows.Select(r => r.Id)),
        OnnxProto.Ints("nodes_featureids", _rows.Select(r => r.Feature)),
        OnnxProto.Texts("nodes_modes", _rows.Select(r => r.Mode)),
        OnnxProto.Ints("nodes_truenodeids", _rows.Select(r => r.True)),
        OnnxProto.Ints("nodes_falsenodeids", _rows.Select(r => r.False)),
        OnnxProto.Floats("nodes_values", _rows.Select(r => r.Value)),
        OnnxProto.Ints("nodes_missing_value_tracks_true", _rows.Select(r => r.MissingIsTrue ? 1 : 0)),
    ];

    /// <summary>The number of a leaf in its tree.</summary>
    public static int LeafId(DecisionTree tree, int leaf) => tree.Nodes.Length + leaf;

    private void Add(int index, DecisionTree tree)
    {
        var nextId = tree.Nodes.Length + tree.Leaves.Length;
        var extra = new List<Row>();
        for (var n = 0; n < tree.Nodes.Length; n++)
        {
            var node = tree.Nodes[n];
            var (left, right) = (Id(node.Left), Id(node.Right));
            if (node.Categories is not { } codes)
            {
                _rows.Add(new Row(index, n, node.Feature, LessOrEqual, Finite(node.Threshold), left, right, node.MissingGoesLeft));
                continue;
            }

            // "Is it the first code? Else, is it the second? …": every yes leads to the left child.
            for (var c = 0; c < codes.Length; c++)
            {
                var id = c == 0 ? n : nextId++;
                var otherwise = c == codes.Length - 1 ? right : nextId;
                (c == 0 ? _rows : extra).Add(
                    new Row(index, id, node.Feature, Equal, codes[c], left, otherwise, c == 0 && node.MissingGoesLeft));
            }
        }

        for (var l = 0; l < tree.Leaves.Length; l++)
            _rows.Add(new Row(index, LeafId(tree, l), 0, Leaf, 0, 0, 0, false));
        _rows.AddRange(extra);

        int Id(int child) => child >= 0 ? child : LeafId(tree, ~child);
    }

    // Runtimes are not to be trusted with infinite thresholds. Only infinite feature values could tell the difference.
    private static float Finite(float threshold) => Math.Clamp(threshold, float.MinValue, float.MaxValue);

    private readonly record struct Row(int Tree, int Id, int Feature, string Mode, float Value, int True, int False, bool MissingIsTrue);
}
