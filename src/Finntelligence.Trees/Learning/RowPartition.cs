using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Finntelligence.Trees.Learning;

/// <summary>Moves the rows of a node that go left before those that go right, each in their order.</summary>
internal sealed class RowPartition(int rows, int threads, CancellationToken cancellationToken)
{
    // A chunk's rows are told apart by one thread.
    private const int ChunkRows = 1 << 15;

    private readonly int[] _left = new int[rows];
    private readonly int[] _right = new int[rows];
    private readonly int[] _leftCounts = new int[(rows / ChunkRows) + 1];
    private readonly ParallelOptions _parallel = new() { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };

    /// <param name="nodeRows">The node's rows; reordered.</param>
    /// <param name="column">Bins of the feature that splits.</param>
    /// <param name="goesLeft">For each bin whether it goes left.</param>
    /// <returns>Number of rows that go left.</returns>
    public int Split(Memory<int> nodeRows, byte[] column, bool[] goesLeft)
    {
        var chunks = (nodeRows.Length + ChunkRows - 1) / ChunkRows;
        ForEach(chunks, chunk => _leftCounts[chunk] = Tell(nodeRows.Span, column, goesLeft, chunk));
        var left = 0;
        for (var chunk = 0; chunk < chunks; chunk++)
            left += _leftCounts[chunk];
        ForEach(chunks, chunk => Place(nodeRows.Span, chunk, left));
        return left;
    }

    private void ForEach(int chunks, Action<int> action)
    {
        if (chunks > 1 && threads > 1)
        {
            Parallel.For(0, chunks, _parallel, action);
            return;
        }

        cancellationToken.ThrowIfCancellationRequested();
        for (var chunk = 0; chunk < chunks; chunk++)
            action(chunk);
    }

    /// <summary>Every row is written to both sides and only one side moves on: a branch would be guessed wrong every other time.</summary>
    private int Tell(ReadOnlySpan<int> nodeRows, byte[] column, bool[] goesLeft, int chunk)
    {
        var start = chunk * ChunkRows;
        var count = Math.Min(ChunkRows, nodeRows.Length - start);
        ref var bins = ref MemoryMarshal.GetArrayDataReference(column);
        ref var isLeft = ref Unsafe.As<bool, byte>(ref MemoryMarshal.GetArrayDataReference(goesLeft));
        ref var left = ref MemoryMarshal.GetReference(_left.AsSpan(start, count));
        ref var right = ref MemoryMarshal.GetReference(_right.AsSpan(start, count));
        nint lefts = 0;
        for (var i = 0; i < count; i++)
        {
            var row = nodeRows[start + i];
            Unsafe.Add(ref left, lefts) = row;
            Unsafe.Add(ref right, i - lefts) = row;
            lefts += Unsafe.Add(ref isLeft, Unsafe.Add(ref bins, row));
        }

        return (int)lefts;
    }

    private void Place(Span<int> nodeRows, int chunk, int totalLeft)
    {
        var start = chunk * ChunkRows;
        var count = Math.Min(ChunkRows, nodeRows.Length - start);
        var before = 0;
        for (var c = 0; c < chunk; c++)
            before += _leftCounts[c];
        var lefts = _leftCounts[chunk];
        _left.AsSpan(start, lefts).CopyTo(nodeRows[before..]);
        _right.AsSpan(start, count - lefts).CopyTo(nodeRows[(totalLeft + start - before)..]);
    }
}
