using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Finntelligence.Trees.Learning;

/// <summary>
/// Sums the packed gradients of a node's rows by bin. A histogram is one array over all features
/// (<see cref="BinnedRows.Offsets"/>); its entries are integer sums, so any order of work gives the same.
/// </summary>
internal sealed class HistogramBuilder(BinnedRows rows, Gradients gradients)
{
    // Gradients of a block (64 KiB) stay in cache while the features of a group read them one after the other.
    private const int BlockRows = 4096;

    private readonly Stack<Vector128<int>[]> _free = new();

    /// <summary>The node's gradients in the node's order, so that each feature reads them in sequence.</summary>
    private readonly Vector128<int>[] _ordered = new Vector128<int>[rows.Count];

    public Vector128<int>[] Rent() => _free.TryPop(out var histogram) ? histogram : new Vector128<int>[rows.Offsets[^1]];

    public void Return(Vector128<int>[] histogram) => _free.Push(histogram);

    /// <summary>Copies the gradients of some rows next to each other; before <see cref="Build"/>.</summary>
    public void Gather(ReadOnlySpan<int> nodeRows)
    {
        if (nodeRows.Length == rows.Count)
            return;
        ref var packed = ref MemoryMarshal.GetArrayDataReference(gradients.Packed);
        for (var i = 0; i < nodeRows.Length; i++)
            _ordered[i] = Unsafe.Add(ref packed, nodeRows[i]);
    }

    /// <summary>Fills the part of a histogram that belongs to some of the features.</summary>
    public void Build(ReadOnlySpan<int> nodeRows, ReadOnlySpan<int> features, Vector128<int>[] histogram)
    {
        foreach (var feature in features)
            Array.Clear(histogram, rows.Offsets[feature], rows.Offsets[feature + 1] - rows.Offsets[feature]);
        var all = nodeRows.Length == rows.Count;
        var source = all ? gradients.Packed : _ordered;
        for (var start = 0; start < nodeRows.Length; start += BlockRows)
        {
            var length = Math.Min(BlockRows, nodeRows.Length - start);
            foreach (var feature in features)
            {
                ref var bins = ref histogram[rows.Offsets[feature]];
                if (all)
                    AddAll(ref bins, rows.Columns[feature].AsSpan(start, length), source.AsSpan(start, length));
                else
                    AddSome(ref bins, rows.Columns[feature], nodeRows.Slice(start, length), source.AsSpan(start, length));
            }
        }
    }

    /// <summary>larger = parent − smaller, for some of the features; the result takes the parent's place.</summary>
    public void Subtract(Vector128<int>[] parent, Vector128<int>[] smaller, ReadOnlySpan<int> features)
    {
        foreach (var feature in features)
        {
            for (var i = rows.Offsets[feature]; i < rows.Offsets[feature + 1]; i++)
                parent[i] -= smaller[i];
        }
    }

    // A bin number is below the feature's bin count by construction, and row numbers below the row count, so neither is checked again.
    private static void AddAll(ref Vector128<int> bins, ReadOnlySpan<byte> column, ReadOnlySpan<Vector128<int>> packed)
    {
        for (var i = 0; i < column.Length; i++)
            Unsafe.Add(ref bins, column[i]) += packed[i];
    }

    private static void AddSome(ref Vector128<int> bins, byte[] column, ReadOnlySpan<int> nodeRows, ReadOnlySpan<Vector128<int>> packed)
    {
        ref var values = ref MemoryMarshal.GetArrayDataReference(column);
        for (var i = 0; i < nodeRows.Length; i++)
            Unsafe.Add(ref bins, Unsafe.Add(ref values, nodeRows[i])) += packed[i];
    }
}
