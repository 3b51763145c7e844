using System.Collections.Immutable;
using System.Runtime.Intrinsics;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Trees.Learning;

/// <summary>Grows one tree leaf by leaf: always the leaf whose split gains most, until there are enough leaves or none gains.</summary>
internal sealed class TreeGrower
{
    private readonly TreeOptions _options;
    private readonly LabeledRows _data;
    private readonly BinnedRows _rows;
    private readonly Gradients _gradients;
    private readonly HistogramBuilder _histograms;
    private readonly SplitFinder _finder;
    private readonly RowPartition _partition;

    public TreeGrower(TreeOptions options, LabeledRows data, BinnedRows rows, Gradients gradients, RowPartition partition, WorkerTeam team)
    {
        _options = options;
        _data = data;
        _rows = rows;
        _gradients = gradients;
        _histograms = new HistogramBuilder(rows, gradients, team);
        _finder = new SplitFinder(options, rows, gradients, data);
        _partition = partition;
    }

    /// <summary>Grows a tree on the current gradients.</summary>
    /// <param name="order">All rows, those to learn from first, ascending; both parts are put in leaf order.</param>
    /// <param name="drawn">How many of them to learn from.</param>
    /// <param name="features">The features that may be split, ascending.</param>
    /// <returns>The tree and where each leaf's rows lie in <paramref name="order"/>.</returns>
    public GrownTree Grow(Memory<int> order, int drawn, int[] features)
    {
        var root = new GrowingNode(0, drawn, Bounds.None) { Sum = _gradients.SumOf(order[..drawn]), Others = drawn..order.Length };
        FindSplits(root, null, order, features);

        var nodes = new List<GrowingNode>();
        var leaves = 1;
        var queue = new PriorityQueue<GrowingNode, (double, int)>();
        Enqueue(queue, root);
        while (leaves < _options.NumberOfLeaves && queue.TryDequeue(out var node, out _))
        {
            nodes.Add(node);
            leaves++;
            SplitRows(node, order);
            if (leaves < _options.NumberOfLeaves)
            {
                FindSplits(node.Left!, node.Right!, order, features, node.Histogram!);
                node.Histogram = null;
                Enqueue(queue, node.Left!);
                Enqueue(queue, node.Right!);
            }
        }

        Release(root);
        return TreeAssembly.Assemble(root, nodes, _options.LearningRate, _finder, _rows, new Units(_gradients));
    }

    private static void Enqueue(PriorityQueue<GrowingNode, (double, int)> queue, GrowingNode node)
    {
        // The greatest gain first; among equals the one that lies first in the rows.
        if (node.Best is not null)
            queue.Enqueue(node, (-node.Best.Gain, node.Start));
    }

    /// <summary>
    /// Fills the histograms of one node, or of two siblings, and finds their best splits. Only the smaller sibling is summed; the
    /// other is the parent's histogram minus it.
    /// </summary>
    private void FindSplits(GrowingNode first, GrowingNode? second, Memory<int> order, int[] features, Vector128<int>[]? parent = null)
    {
        var smaller = second is not null && second.Count < first.Count ? second : first;
        var larger = smaller == first ? second : first;
        if (!CanSplit(smaller) && (larger is null || !CanSplit(larger)))
        {
            if (parent is not null)
                _histograms.Return(parent);
            return;
        }

        smaller.Histogram = _histograms.Rent();
        if (larger is not null)
            larger.Histogram = parent;
        var smallerSplits = new Split?[features.Length];
        var largerSplits = new Split?[features.Length];
        _histograms.Build(order.Slice(smaller.Start, smaller.Count), features, smaller.Histogram, i =>
        {
            if (larger is not null)
                _histograms.Subtract(larger.Histogram!, smaller.Histogram, features[i]);
            if (CanSplit(smaller))
                smallerSplits[i] = _finder.Find(features[i], smaller.Histogram, smaller.Sum, smaller.Bounds);
            if (larger is not null && CanSplit(larger))
                largerSplits[i] = _finder.Find(features[i], larger.Histogram!, larger.Sum, larger.Bounds);
        });
        smaller.Best = Best(smallerSplits);
        if (larger is not null)
            larger.Best = Best(largerSplits);
    }

    private bool CanSplit(GrowingNode node) => node.Sum[2] >= 2 * (long)_options.MinimumExampleCountPerLeaf;

    /// <summary>The greatest gain; among equals the first feature.</summary>
    private static Split? Best(Split?[] splits)
    {
        Split? best = null;
        foreach (var split in splits)
        {
            if (split is not null && (best is null || split.Gain > best.Gain))
                best = split;
        }

        return best;
    }

    /// <summary>Parts the node's rows, and those it was not grown on, and makes the two children.</summary>
    private void SplitRows(GrowingNode node, Memory<int> order)
    {
        var split = node.Best!;
        var goesLeft = split.BinGoesLeft(_rows.Bins[split.Feature]);
        var middle = node.Start + _partition.Split(order[node.Start..node.End], _rows.Column(split.Feature), goesLeft);
        var others = order[node.Others];
        var othersMiddle = node.Others.Start.Value + (others.IsEmpty ? 0 : _partition.Split(others, _rows.Column(split.Feature), goesLeft));
        var (leftBounds, rightBounds) = node.Bounds.Split(split.LeftValue, split.RightValue, _data.Features[split.Feature].Monotonicity);
        node.Left = new GrowingNode(node.Start, middle - node.Start, leftBounds)
        {
            Sum = split.LeftSum,
            Others = node.Others.Start..othersMiddle,
        };
        node.Right = new GrowingNode(middle, node.End - middle, rightBounds)
        {
            Sum = node.Sum - split.LeftSum,
            Others = othersMiddle..node.Others.End,
        };
    }

    private void Release(GrowingNode node)
    {
        if (node.Histogram is not null)
            _histograms.Return(node.Histogram);
        if (node.Left is not null)
            Release(node.Left);
        if (node.Right is not null)
            Release(node.Right);
    }
}

/// <summary>A node while its tree grows.</summary>
internal sealed class GrowingNode(int start, int count, Bounds bounds)
{
    /// <summary>First of its rows in the order of rows.</summary>
    public int Start { get; } = start;

    public int Count { get; } = count;

    public int End => Start + Count;

    /// <summary>Where the rows lie that reach it but were not drawn for this tree.</summary>
    public required Range Others { get; init; }

    public Bounds Bounds { get; } = bounds;

    public required Vector128<int> Sum { get; init; }

    public Vector128<int>[]? Histogram { get; set; }

    public Split? Best { get; set; }

    public GrowingNode? Left { get; set; }

    public GrowingNode? Right { get; set; }
}
