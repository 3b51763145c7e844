using System.Collections.Immutable;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Trees.Formats.XGBoost;

/// <summary>The category sets of one tree: which node has which slice of the tree's category array.</summary>
internal sealed class CategorySets
{
    private readonly TreeArrays _tree;
    private readonly string _path;
    private readonly Dictionary<int, int> _slotOfNode = [];

    public CategorySets(TreeArrays tree, string path)
    {
        _tree = tree;
        _path = path;
        if (tree.CategorySegments.Count != tree.CategoryNodes.Count || tree.CategorySizes.Count != tree.CategoryNodes.Count)
            throw new InvalidModelFileException(path, "categories_nodes, categories_segments and categories_sizes have different lengths");
        for (var slot = 0; slot < tree.CategoryNodes.Count; slot++)
        {
            if (!_slotOfNode.TryAdd(tree.CategoryNodes[slot], slot))
                throw new InvalidModelFileException($"{path}.categories_nodes[{slot}]", $"node {tree.CategoryNodes[slot]} has two sets");
        }
    }

    /// <summary>Whether a node has a set.</summary>
    public bool Has(int node) => _slotOfNode.ContainsKey(node);

    /// <summary>The codes of a node, ascending: those that XGBoost sends to the right.</summary>
    public ImmutableArray<int> Of(int node)
    {
        if (!_slotOfNode.TryGetValue(node, out var slot))
            throw new InvalidModelFileException($"{_path}.categories_nodes", $"the category split of node {node} has no set");
        long start = _tree.CategorySegments[slot], size = _tree.CategorySizes[slot];
        if (start < 0 || size < 0 || start + size > _tree.Categories.Count)
            throw new InvalidModelFileException($"{_path}.categories_segments[{slot}]", "the set lies outside the categories");

        var codes = _tree.Categories.GetRange((int)start, (int)size);
        if (codes.Any(code => code is < 0 or >= SplitNode.CategoryLimit))
            throw new InvalidModelFileException($"{_path}.categories", $"a code of node {node} is outside 0 to {SplitNode.CategoryLimit - 1}");
        return [.. codes.Distinct().Order()];
    }
}
