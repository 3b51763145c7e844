namespace Finntelligence.Trees.Explanation;

/// <summary>Fills in what a node must know of the edges above it, by one walk over a tree with a stack of its own.</summary>
internal sealed class PathScan(int groupCount)
{
    /// <summary>Per group, the innermost edge on the current path: the node below it and the product of ratios down to it.</summary>
    private readonly (int Node, double Known)[] _last = Enumerable.Repeat((-1, 1.0), groupCount).ToArray();
    private readonly Stack<Visit> _stack = [];

    /// <summary>Sets <see cref="PathNode.Previous"/> and <see cref="PathNode.Known"/>.</summary>
    /// <returns>The largest number of distinct groups on a path.</returns>
    public int Scan(Span<PathNode> nodes)
    {
        int distinct = 0, most = 0;
        if (!nodes.IsEmpty)
            _stack.Push(new Visit(0, -1, 1));
        while (_stack.TryPop(out var visit))
        {
            if (visit.Leaving)
            {
                if (visit.Before.Node < 0)
                    distinct--;
                _last[visit.Group] = visit.Before;
                continue;
            }

            if (visit.Group >= 0)
            {
                var before = _last[visit.Group];
                if (before.Node < 0)
                    distinct++;
                _stack.Push(visit with { Leaving = true, Before = before });
                _last[visit.Group] = (visit.Node, before.Known * visit.Ratio);
            }

            ref var node = ref nodes[visit.Node];
            (node.Previous, node.Known) = _last[node.Group];
            most = Math.Max(most, distinct + (node.Previous < 0 ? 1 : 0));
            if (node.Left >= 0)
                _stack.Push(new Visit(node.Left, node.Group, node.LeftRatio));
            if (node.Right >= 0)
                _stack.Push(new Visit(node.Right, node.Group, node.RightRatio));
        }

        return most;
    }

    /// <summary>An edge into a node: entered first, left when everything below is done.</summary>
    private readonly record struct Visit(int Node, int Group, double Ratio)
    {
        public bool Leaving { get; init; }

        public (int Node, double Known) Before { get; init; }
    }
}
