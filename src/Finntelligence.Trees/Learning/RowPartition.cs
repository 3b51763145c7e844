using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Finntelligence.Trees.Storage;

namespace Finntelligence.Trees.Learning;

/// <summary>Moves the rows of a node that go left before those that go right, each in their order.</summary>
internal sealed class RowPartition : IDisposable
{
    // A chunk's rows are told apart by one member. Smaller ones are done before another member has the news.
    private const int FewestRows = 4096;

    // Chunks for each member, so that one who comes late holds up nobody.
    private const int Shares = 3;

    private readonly WorkerTeam _team;
    // Each chunk's part holds those that go left from its start on and, the other way round, those that go right from its end.
    private readonly StoredArray<int> _parted;
    private readonly int[] _leftCounts;

    /// <param name="rows">Most rows of a node.</param>
    /// <param name="team">Does it.</param>
    /// <param name="space">Where rows lie on their way.</param>
    public RowPartition(int rows, WorkerTeam team, ScratchSpace space)
    {
        _team = team;
        _leftCounts = new int[Math.Max(1, Shares * team.Size)];
        _parted = space.Allocate<int>(rows);
    }

    /// <param name="nodeRows">The node's rows; reordered.</param>
    /// <param name="column">Bins of the feature that splits.</param>
    /// <param name="goesLeft">For each bin whether it goes left.</param>
    /// <returns>Number of rows that go left.</returns>
    public int Split(Memory<int> nodeRows, ReadOnlyMemory<byte> column, bool[] goesLeft)
    {
        var chunks = _team.Size == 1 ? 1 : Math.Clamp(nodeRows.Length / FewestRows, 1, _leftCounts.Length);
        _team.Run("partition", chunks, (chunk, _) => _leftCounts[chunk] = Tell(nodeRows.Span, column.Span, goesLeft, Part(chunk)));
        var left = 0;
        for (var chunk = 0; chunk < chunks; chunk++)
            left += _leftCounts[chunk];
        _team.Run("partition", chunks, (chunk, _) => Place(nodeRows.Span, chunk, Part(chunk), left));
        return left;

        (int Start, int Count) Part(int chunk)
        {
            var start = (int)((long)nodeRows.Length * chunk / chunks);
            return (start, (int)((long)nodeRows.Length * (chunk + 1) / chunks) - start);
        }
    }

    public void Dispose() => _parted.Free();

    /// <summary>Every row is written to both sides and only one side moves on: a branch would be guessed wrong every other time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Tell(ReadOnlySpan<int> nodeRows, ReadOnlySpan<byte> column, bool[] goesLeft, (int Start, int Count) part)
    {
        var (start, count) = part;
        ref var bins = ref MemoryMarshal.GetReference(column);
        ref var isLeft = ref Unsafe.As<bool, byte>(ref MemoryMarshal.GetArrayDataReference(goesLeft));
        ref var parted = ref MemoryMarshal.GetReference(_parted.GetSpan().Slice(start, count));
        nint left = 0, right = count - 1;
        for (var i = 0; i < count; i++)
        {
            var row = nodeRows[start + i];
            Unsafe.Add(ref parted, left) = row;
            Unsafe.Add(ref parted, right) = row;
            nint goes = Unsafe.Add(ref isLeft, Unsafe.Add(ref bins, row));
            left += goes;
            right += goes - 1;
        }

        return (int)left;
    }

    private void Place(Span<int> nodeRows, int chunk, (int Start, int Count) part, int totalLeft)
    {
        var (start, count) = part;
        var before = 0;
        for (var c = 0; c < chunk; c++)
            before += _leftCounts[c];
        var lefts = _leftCounts[chunk];
        var parted = _parted.GetSpan().Slice(start, count);
        parted[..lefts].CopyTo(nodeRows[before..]);
        var rights = nodeRows.Slice(totalLeft + start - before, count - lefts);
        parted[lefts..].CopyTo(rights);
        rights.Reverse();
    }
}
