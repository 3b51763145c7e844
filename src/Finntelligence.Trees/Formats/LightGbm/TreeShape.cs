namespace Finntelligence.Trees.Formats.LightGbm;

/// <summary>
/// Which node is whose child. Nodes and leaves are renumbered in the order of a walk from the root, parents before children;
/// every one of them must be met, and only once.
/// </summary>
internal sealed class TreeShape
{
    private readonly Field _leftField;
    private readonly int[] _left;
    private readonly int[] _right;
    private readonly int[] _newNode;
    private readonly int[] _newLeaf;
    private readonly List<int> _nodeOrder = [];
    private readonly List<int> _leafOrder = [];

    public TreeShape(TreeBlock block, int leafCount)
    {
        _leftField = block.Required("left_child");
        var rightField = block.Required("right_child");
        _left = _leftField.Integers(leafCount - 1);
        _right = rightField.Integers(leafCount - 1);
        _newNode = new int[leafCount - 1];
        _newLeaf = new int[leafCount];
        Array.Fill(_newNode, -1);
        Array.Fill(_newLeaf, -1);

        var pending = new Stack<(int Child, int Parent, Field Field)>([(0, 0, _leftField)]);
        while (pending.TryPop(out var next))
        {
            var (child, parent, field) = next;
            var (seen, old, order) = child >= 0 ? (_newNode, child, _nodeOrder) : (_newLeaf, ~child, _leafOrder);
            if (old >= seen.Length)
                throw field.Fault(parent, $"there is no {(child >= 0 ? "node" : "leaf")} {old}");
            if (seen[old] >= 0)
                throw field.Fault(parent, $"{(child >= 0 ? "node" : "leaf")} {old} has two parents or is its own ancestor");
            seen[old] = order.Count;
            order.Add(old);
            if (child < 0)
                continue;
            pending.Push((_right[old], old, rightField));
            pending.Push((_left[old], old, _leftField));
        }

        if (_leafOrder.Count != leafCount || _nodeOrder.Count != leafCount - 1)
            throw block.Fault($"only {_nodeOrder.Count} of {leafCount - 1} nodes and {_leafOrder.Count} of {leafCount} leaves hang on the root");
    }

    /// <summary>The file's number of each inner node, in our order.</summary>
    public IReadOnlyList<int> NodeOrder => _nodeOrder;

    /// <summary>The file's number of each leaf, in our order.</summary>
    public IReadOnlyList<int> LeafOrder => _leafOrder;

    /// <summary>The children of a node of the file, in our numbering.</summary>
    public (int Left, int Right) ChildrenOf(int node) => (Renumbered(_left[node]), Renumbered(_right[node]));

    /// <summary>The children of a node of the file, in the file's numbering.</summary>
    public (int Left, int Right) OldChildrenOf(int node) => (_left[node], _right[node]);

    private int Renumbered(int child) => child >= 0 ? _newNode[child] : ~_newLeaf[~child];
}
