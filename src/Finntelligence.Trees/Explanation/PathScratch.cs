using System.Buffers;

namespace Finntelligence.Trees.Explanation;

/// <summary>Working memory of one caller, rented from the shared pools; dispose gives it back.</summary>
internal readonly ref struct PathScratch
{
    private readonly double[] _numbers;
    private readonly byte[] _flags;

    /// <param name="nodes">Nodes of the largest tree.</param>
    /// <param name="groups">Number of groups.</param>
    /// <param name="lanes">Quadrature points at once.</param>
    public PathScratch(int nodes, int groups, int lanes)
    {
        _numbers = ArrayPool<double>.Shared.Rent(((2 * nodes) + groups) * lanes);
        _flags = ArrayPool<byte>.Shared.Rent(2 * nodes);
        Weights = _numbers.AsSpan(0, nodes * lanes);
        Values = _numbers.AsSpan(nodes * lanes, nodes * lanes);
        Credits = _numbers.AsSpan(2 * nodes * lanes, groups * lanes);
        States = _flags.AsSpan(0, nodes);
        Passed = _flags.AsSpan(nodes, nodes);
    }

    /// <summary>Per node and point, the product of the factors above it.</summary>
    public Span<double> Weights { get; }

    /// <summary>Per node and point, the weighted sum of the leaves below it.</summary>
    public Span<double> Values { get; }

    /// <summary>Per group and point, what it has earned so far.</summary>
    public Span<double> Credits { get; }

    /// <summary>Per node, which way the row goes and what the node's group is there.</summary>
    public Span<byte> States { get; }

    /// <summary>Per node, whether the row passed the edge into it and all edges above that test the same group.</summary>
    public Span<byte> Passed { get; }

    public void Dispose()
    {
        ArrayPool<double>.Shared.Return(_numbers);
        ArrayPool<byte>.Shared.Return(_flags);
    }
}
