using System.Collections.Immutable;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Trees.Formats.XGBoost;

/// <summary>
/// Turns the arrays of one tree into a <see cref="DecisionTree"/>. Only what can be reached from the root counts: after
/// pruning, the arrays still hold deleted nodes with stale values, so nodes are renumbered as the walk meets them.
/// </summary>
internal sealed class TreeConverter
{
    private const int NoChild = -1;

    private readonly string _path;
    private readonly int _featureCount;
    private readonly float _weight;
    private readonly CategorySets _categories;
    private readonly List<int> _left;
    private readonly List<int> _right;

    // Only meaningful on reached splits: a deleted node holds 2147483647, a collapsed split its old feature.
    private readonly List<int> _features;

    // Threshold of a split, value of a leaf.
    private readonly List<float> _conditions;
    private readonly List<bool> _defaultLeft;
    private readonly List<float> _covers;
    private readonly List<float> _gains;

    // 0 threshold, 1 categories; absent in files older than 1.3.
    private readonly List<int>? _types;

    private TreeConverter(TreeArrays tree, string path, int featureCount, float weight, CategoryBudget categoryBudget)
    {
        _path = path;
        _featureCount = featureCount;
        _weight = weight;
        var count = tree.NodeCount ?? throw Fault("tree_param.num_nodes", "is missing");
        if (count == 0)
            throw Fault("tree_param.num_nodes", "is 0; a tree has at least a root");
        _left = Required<int>("left_children");
        _right = Required<int>("right_children");
        _features = Required<int>("split_indices");
        _conditions = Required<float>("split_conditions");
        _defaultLeft = Required<bool>("default_left");
        _covers = Required<float>("sum_hessian");
        _gains = Required<float>("loss_changes");
        _types = tree.OfNodes.GetValueOrDefault("split_type") as List<int>;
        foreach (var (name, array) in tree.OfNodes)
        {
            if (array.Count != count)
                throw Fault(name, $"has {array.Count} entries for {count} nodes");
        }

        _categories = new CategorySets(tree, path, categoryBudget);

        List<T> Required<T>(string name) => tree.OfNodes.TryGetValue(name, out var array) ? (List<T>)array : throw Fault(name, "is missing");
    }

    /// <summary>Checks and converts one tree.</summary>
    /// <param name="tree">What the file holds.</param>
    /// <param name="path">Where it stands, for messages.</param>
    /// <param name="featureCount">Features of the model.</param>
    /// <param name="weight">DART weight, multiplied into the leaves in float32; 1 otherwise.</param>
    /// <param name="categoryBudget">What the category sets of the file may still cost.</param>
    public static DecisionTree Convert(TreeArrays tree, string path, int featureCount, float weight, CategoryBudget categoryBudget) =>
        new TreeConverter(tree, path, featureCount, weight, categoryBudget).Convert();

    private DecisionTree Convert()
    {
        var reached = Number();
        var nodes = ImmutableArray.CreateBuilder<SplitNode>();
        var leaves = ImmutableArray.CreateBuilder<Leaf>();
        foreach (var id in reached.Order)
        {
            if (_left[id] == NoChild)
                leaves.Add(new Leaf(LeafValue(id), Cover(id)));
            else
                nodes.Add(Split(id, reached.NumberOf));
        }

        var tree = new DecisionTree(nodes.ToImmutable(), leaves.ToImmutable());
        return TreeDepth.FaultOf(tree) is { } fault ? throw new InvalidModelFileException(_path, fault) : tree;
    }

    /// <summary>Walks from the root, parents before children, and gives splits and leaves their numbers in that order.</summary>
    private (List<int> Order, int[] NumberOf) Number()
    {
        const int Unseen = int.MinValue;
        var numberOf = new int[_left.Count];
        Array.Fill(numberOf, Unseen);
        var order = new List<int>();
        var pending = new Stack<int>([0]);
        int splits = 0, leaves = 0;
        while (pending.TryPop(out var id))
        {
            if (numberOf[id] != Unseen)
                throw Fault("left_children", $"node {id} has two parents or is its own ancestor");
            order.Add(id);
            if (_left[id] == NoChild)
            {
                if (_right[id] != NoChild)
                    throw Fault($"right_children[{id}]", "the node has a right child but no left one");
                numberOf[id] = ~leaves++;
                continue;
            }

            numberOf[id] = splits++;
            pending.Push(Child("right_children", _right, id));
            pending.Push(Child("left_children", _left, id));
        }

        return (order, numberOf);
    }

    private int Child(string name, List<int> children, int parent) =>
        (uint)children[parent] < (uint)children.Count
            ? children[parent]
            : throw Fault($"{name}[{parent}]", $"there is no node {children[parent]}");

    private SplitNode Split(int id, int[] numberOf)
    {
        if ((uint)_features[id] >= (uint)_featureCount)
            throw Fault($"split_indices[{id}]", $"there is no feature {_features[id]}, the model has {_featureCount}");
        var left = numberOf[_left[id]];
        var right = numberOf[_right[id]];
        // A gain that is not finite informs nobody and scores nothing.
        double gain = float.IsFinite(_gains[id]) ? _gains[id] : 0;
        switch (_types?[id] ?? 0)
        {
            case 0:
                if (_categories.Has(id))
                    throw Fault($"split_type[{id}]", "the node is split by a threshold but has a category set");
                var threshold = Thresholds.JustBelow(Threshold(id));
                return new SplitNode(_features[id], threshold, left, right, _defaultLeft[id], gain, Cover(id));
            case 1:
                // XGBoost sends the members of the set to the right, we to the left: the children change sides.
                return new SplitNode(_features[id], 0, right, left, !_defaultLeft[id], gain, Cover(id), _categories.Of(id));
            default:
                throw Fault($"split_type[{id}]", $"{_types![id]} is no kind of split");
        }
    }

    // XGBoost takes infinite ones: of data with values beyond float32 it may write them itself.
    private float Threshold(int id) =>
        float.IsNaN(_conditions[id]) ? throw Fault($"split_conditions[{id}]", "the threshold is NaN") : _conditions[id];

    private double LeafValue(int id)
    {
        if (!float.IsFinite(_conditions[id]))
            throw Fault($"split_conditions[{id}]", $"the leaf value is {_conditions[id]}");
        var value = _weight * _conditions[id];
        return float.IsFinite(value) ? value : throw Fault($"split_conditions[{id}]", $"the weighted leaf value is {value}");
    }

    private double Cover(int id) =>
        _covers[id] >= 0 && float.IsFinite(_covers[id]) ? _covers[id] : throw Fault($"sum_hessian[{id}]", $"the cover is {_covers[id]}");

    private InvalidModelFileException Fault(string member, string what) => new($"{_path}.{member}", what);
}
