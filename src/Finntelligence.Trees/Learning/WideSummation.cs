using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Finntelligence.Trees.Learning;

/// <summary>
/// Adds rows to a histogram with 128-bit additions. Rows are taken in blocks: the block's gradients are gathered once and its
/// bins called into cache, then the features are summed four at a time, so that a gradient is loaded once for four sums.
/// </summary>
internal sealed class WideSummation(BinnedRows rows, Gradients gradients)
{
    private const int BlockRows = 512;

    public void Add(ReadOnlySpan<int> nodeRows, ReadOnlySpan<int> features, Vector128<int>[] histogram)
    {
        Span<Vector128<int>> buffer = stackalloc Vector128<int>[BlockRows];
        while (!nodeRows.IsEmpty)
        {
            var block = nodeRows[..Math.Min(BlockRows, nodeRows.Length)];
            for (var i = 0; i < block.Length; i++)
            {
                rows.Prefetch(block[i]);
                buffer[i] = gradients.Of(block[i]);
            }

            var f = 0;
            for (; f + 4 <= features.Length; f += 4)
                AddFour(block, buffer, features.Slice(f, 4), histogram);
            for (; f < features.Length; f++)
                AddOne(block, buffer, features[f], histogram);
            nodeRows = nodeRows[block.Length..];
        }
    }

    // A bin number is below the feature's bin count by construction, so it is not checked again.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddFour(ReadOnlySpan<int> block, ReadOnlySpan<Vector128<int>> buffer, ReadOnlySpan<int> features, Vector128<int>[] histogram)
    {
        nint a = features[0], b = features[1], c = features[2], d = features[3];
        ref var binsA = ref histogram[rows.Offsets[a]];
        ref var binsB = ref histogram[rows.Offsets[b]];
        ref var binsC = ref histogram[rows.Offsets[c]];
        ref var binsD = ref histogram[rows.Offsets[d]];
        for (var i = 0; i < block.Length; i++)
        {
            ref var row = ref rows.Row(block[i]);
            var gradient = buffer[i];
            Unsafe.Add(ref binsA, Unsafe.Add(ref row, a)) += gradient;
            Unsafe.Add(ref binsB, Unsafe.Add(ref row, b)) += gradient;
            Unsafe.Add(ref binsC, Unsafe.Add(ref row, c)) += gradient;
            Unsafe.Add(ref binsD, Unsafe.Add(ref row, d)) += gradient;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddOne(ReadOnlySpan<int> block, ReadOnlySpan<Vector128<int>> buffer, int feature, Vector128<int>[] histogram)
    {
        ref var bins = ref histogram[rows.Offsets[feature]];
        for (var i = 0; i < block.Length; i++)
            Unsafe.Add(ref bins, Unsafe.Add(ref rows.Row(block[i]), feature)) += buffer[i];
    }
}
