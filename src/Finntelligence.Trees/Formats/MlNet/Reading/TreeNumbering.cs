namespace Finntelligence.Trees.Formats.MlNet.Reading;

/// <summary>Checks that children make a tree, and finds an order of its inner nodes in which parents come before children.</summary>
internal static class TreeNumbering
{
    /// <returns>Node numbers in the new order; the file's own order where that will do.</returns>
    /// <exception cref="InvalidModelFileException">A child is out of range, shared, unreachable, or part of a cycle.</exception>
    public static int[] ParentsFirst(in ByteCursor at, int tree, TreeArrays arrays, int leafCount)
    {
        var nodes = leafCount - 1;
        var nodeSeen = new bool[nodes];
        var leafSeen = new bool[leafCount];
        var order = new int[nodes];
        var reached = 1;
        nodeSeen[0] = true;
        var inOrder = true;

        // Breadth first from the root, each node once, so even a hostile tree ends.
        for (var next = 0; next < reached; next++)
        {
            var node = order[next];
            foreach (var child in (ReadOnlySpan<int>)[arrays.Lower[node], arrays.Higher[node]])
            {
                var (seen, number) = child >= 0 ? (nodeSeen, child) : (leafSeen, ~child);
                if (number >= seen.Length)
                    throw at.Fault($"tree {tree}, node {node}: child {child} is out of range");
                if (seen[number])
                    throw at.Fault($"tree {tree}, node {node}: child {child} has a parent already, or is the root");
                seen[number] = true;
                if (child < 0)
                    continue;
                inOrder &= child > node;
                order[reached++] = child;
            }
        }

        // With every child's parent unique, n inner nodes reached have n + 1 leaves below them.
        if (reached != nodes)
            throw at.Fault($"tree {tree}: {nodes - reached} of its {nodes} inner nodes cannot be reached from the root");
        if (inOrder)
            Array.Sort(order);
        return order;
    }
}
