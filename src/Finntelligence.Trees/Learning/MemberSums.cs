using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Finntelligence.Trees.Learning;

/// <summary>What one member of a team has summed of a node's rows, for <see cref="RowCut"/>.</summary>
internal sealed class MemberSums(BinnedRows rows, Gradients gradients)
{
    private readonly WideSummation _wide = new(rows, gradients);
    private readonly NarrowSummation _narrow = new(rows, gradients);
    private long[] _narrowSums = [];
    private Vector128<int>[] _wideSums = [];

    /// <summary>Whether there is anything in it; without, its sums are cleared by the next addition.</summary>
    public bool IsUsed { get; set; }

    /// <summary>Adds a block of rows.</summary>
    public void Add(ReadOnlySpan<int> block, int[] features)
    {
        if (!IsUsed)
            Clear(features);
        IsUsed = true;
        if (Narrow is { } narrow)
            AddNarrow(narrow, block, features);
        else
            _wide.Add(block, features, _wideSums);
    }

    /// <summary>Adds the sums of all members for one feature.</summary>
    /// <param name="members">All members.</param>
    /// <param name="position">Position of the feature among those summed.</param>
    /// <param name="feature">The feature.</param>
    /// <param name="histogram">The feature's part of the histogram.</param>
    public static void AddUp(MemberSums[] members, int position, int feature, Span<Vector128<int>> histogram)
    {
        Span<long> total = stackalloc long[NarrowSummation.Bins];
        total = total[..histogram.Length];
        total.Clear();
        foreach (var member in members)
        {
            if (member.IsUsed)
                member.AddTo(total, histogram, position, feature);
        }

        // A bin that all rows of cannot fill is not filled by the members' sums together either.
        if (members[0].Narrow is { } narrow)
            NarrowSummation.TakeOver(narrow, total, histogram);
    }

    private NarrowSums? Narrow => gradients.Narrow;

    private void AddTo(Span<long> narrowTotal, Span<Vector128<int>> histogram, int position, int feature)
    {
        var wide = _wideSums.AsSpan(_wideSums.Length == 0 ? 0 : rows.Offsets[feature]);
        if (Narrow is not { } narrow)
        {
            AddTo(histogram, wide);
            return;
        }

        AddTo(narrowTotal, _narrowSums.AsSpan(position * NarrowSummation.Bins, narrowTotal.Length));
        foreach (var bin in rows.BinsAbove(narrow.Rows)[feature])
            histogram[bin] += wide[bin];
    }

    private void AddNarrow(NarrowSums narrow, ReadOnlySpan<int> block, int[] features)
    {
        var above = rows.BinsAbove(narrow.Rows);
        while (!block.IsEmpty)
        {
            var part = block[..Math.Min(narrow.Rows, block.Length)];
            _narrow.Sum(part, features, _narrowSums);
            for (var f = 0; f < features.Length; f++)
            {
                if (above[features[f]].Length == 0)
                    continue;
                var sums = _narrowSums.AsSpan(f * NarrowSummation.Bins, NarrowSummation.Bins);
                NarrowSummation.TakeOver(narrow, sums, above[features[f]], _wideSums.AsSpan(rows.Offsets[features[f]]));
            }

            block = block[part.Length..];
        }
    }

    private void Clear(int[] features)
    {
        if (Narrow is { } narrow)
        {
            if (_narrowSums.Length < features.Length * NarrowSummation.Bins)
                _narrowSums = new long[features.Length * NarrowSummation.Bins];
            else
                Array.Clear(_narrowSums, 0, features.Length * NarrowSummation.Bins);
            var above = rows.BinsAbove(narrow.Rows);
            if (Array.TrueForAll(features, f => above[f].Length == 0))
                return;
        }

        if (_wideSums.Length == 0)
            _wideSums = new Vector128<int>[rows.Offsets[^1]];
        else
        {
            foreach (var feature in features)
                Array.Clear(_wideSums, rows.Offsets[feature], rows.Bins[feature].BinCount);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddTo(Span<long> total, ReadOnlySpan<long> sums)
    {
        var bin = 0;
        for (; bin + Vector512<long>.Count <= total.Length; bin += Vector512<long>.Count)
            (Vector512.Create<long>(total[bin..]) + Vector512.Create(sums[bin..])).CopyTo(total[bin..]);
        for (; bin < total.Length; bin++)
            total[bin] += sums[bin];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddTo(Span<Vector128<int>> total, ReadOnlySpan<Vector128<int>> sums)
    {
        for (var bin = 0; bin < total.Length; bin++)
            total[bin] += sums[bin];
    }
}
