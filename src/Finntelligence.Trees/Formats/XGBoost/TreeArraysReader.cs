using System.Collections.Frozen;
using Finntelligence.Trees.Formats.XGBoost.Documents;

namespace Finntelligence.Trees.Formats.XGBoost;

/// <summary>Reads the arrays of each tree, and counts nodes over all trees against the limit.</summary>
internal sealed class TreeArraysReader(DocumentReader document, ModelFileLimits limits)
{
    private static readonly FrozenDictionary<string, Action<TreeArraysReader, TreeArrays>> Members =
        new Dictionary<string, Action<TreeArraysReader, TreeArrays>>
        {
            ["left_children"] = (reader, tree) => tree.LeftChildren = reader.Integers(),
            ["right_children"] = (reader, tree) => tree.RightChildren = reader.Integers(),
            ["split_indices"] = (reader, tree) => tree.SplitIndices = reader.Integers(),
            ["split_conditions"] = (reader, tree) => tree.SplitConditions = reader.Numbers(),
            ["default_left"] = (reader, tree) => tree.DefaultLeft = reader._document.ReadList(reader._nodesLeft, reader._document.ReadFlag),
            ["sum_hessian"] = (reader, tree) => tree.SumHessian = reader.Numbers(),
            ["loss_changes"] = (reader, tree) => tree.LossChanges = reader.Numbers(),
            ["split_type"] = (reader, tree) => tree.SplitType = reader.Integers(),
            ["base_weights"] = (reader, tree) => tree.Counted.Add(("base_weights", reader.Numbers().Count)),
            ["parents"] = (reader, tree) => tree.Counted.Add(("parents", reader.Integers().Count)),
            // A set holds up to 2²⁴ codes, so categories are bounded by the size of the file alone.
            ["categories"] = (reader, tree) => tree.Categories = reader._document.ReadList(int.MaxValue, reader._document.ReadInteger),
            ["categories_nodes"] = (reader, tree) => tree.CategoryNodes = reader.Integers(),
            ["categories_segments"] = (reader, tree) => tree.CategorySegments = reader.Integers(),
            ["categories_sizes"] = (reader, tree) => tree.CategorySizes = reader.Integers(),
            ["id"] = (reader, tree) => tree.Id = reader._document.ReadInteger(),
            ["tree_param"] = (reader, tree) => reader._document.ReadObject(parameter => reader.ReadParameter(tree, parameter)),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly DocumentReader _document = document;
    private int _nodesLeft = limits.Nodes;

    public TreeArrays Read()
    {
        var tree = new TreeArrays();
        _document.ReadObject(name => ReadMember(tree, name));
        _nodesLeft -= tree.LeftChildren?.Count ?? 0;
        return tree;
    }

    private void ReadMember(TreeArrays tree, string name)
    {
        if (Members.TryGetValue(name, out var read))
            read(this, tree);
        else
            _document.Skip();
    }

    private List<int> Integers() => _document.ReadList(_nodesLeft, _document.ReadInteger);

    private List<float> Numbers() => _document.ReadList(_nodesLeft, _document.ReadSingle);

    private void ReadParameter(TreeArrays tree, string name)
    {
        if (name == "num_nodes")
            tree.NodeCount = _document.ReadCount();
        else if (name == "size_leaf_vector")
            tree.LeafVectorSize = _document.ReadCount();
        else
            _document.Skip();
    }
}
