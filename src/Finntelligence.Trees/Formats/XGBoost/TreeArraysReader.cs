using Finntelligence.Trees.Formats.XGBoost.Documents;

namespace Finntelligence.Trees.Formats.XGBoost;

/// <summary>Reads the arrays of each tree, and counts nodes over all trees against the limit.</summary>
internal sealed class TreeArraysReader(DocumentReader document, ModelFileLimits limits)
{
    private static readonly string[] Integers = ["left_children", "right_children", "split_indices", "split_type", "parents"];
    private static readonly string[] Numbers = ["split_conditions", "sum_hessian", "loss_changes", "base_weights"];
    private static readonly string[] Flags = ["default_left"];

    private int _nodesLeft = limits.Nodes;

    public TreeArrays Read()
    {
        var tree = new TreeArrays();
        document.ReadObject(
        [
            .. Integers.Select(name => (name, (Action)(() => tree.OfNodes[name] = List(document.ReadInteger)))),
            .. Numbers.Select(name => (name, (Action)(() => tree.OfNodes[name] = List(document.ReadSingle)))),
            .. Flags.Select(name => (name, (Action)(() => tree.OfNodes[name] = List(document.ReadFlag)))),
            // A set holds up to 2²⁴ codes, so categories are bounded by the size of the file alone.
            ("categories", () => tree.Categories = document.ReadList(int.MaxValue, document.ReadInteger)),
            ("categories_nodes", () => tree.CategoryNodes = List(document.ReadInteger)),
            ("categories_segments", () => tree.CategorySegments = List(document.ReadInteger)),
            ("categories_sizes", () => tree.CategorySizes = List(document.ReadInteger)),
            ("id", () => tree.Id = document.ReadInteger()),
            ("tree_param", () => document.ReadObject(
                ("num_nodes", () => tree.NodeCount = document.ReadCount()), ("size_leaf_vector", () => tree.LeafVectorSize = document.ReadCount()))),
        ]);
        _nodesLeft -= tree.OfNodes.TryGetValue("left_children", out var children) ? children.Count : 0;
        return tree;
    }

    private List<T> List<T>(Func<T> element) => document.ReadList(_nodesLeft, element);
}
