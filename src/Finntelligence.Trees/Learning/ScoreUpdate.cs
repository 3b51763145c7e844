using System.Runtime.CompilerServices;

namespace Finntelligence.Trees.Learning;

/// <summary>
/// What a tree adds to the scores, to be taken block by block. A leaf's rows ascend, so its part of a block is found by bisection;
/// a member then writes to its own block only and no two write to the same cache line, as they would if each took a leaf.
/// </summary>
internal sealed class ScoreUpdate(GrownTree grown, ReadOnlyMemory<int> order)
{
    /// <summary>Adds to the scores of rows from … to − 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Apply(Span<double> scores, int from, int to)
    {
        var all = order.Span;
        foreach (var (rows, leaf) in grown.LeafRows)
        {
            var value = grown.Tree.Leaves[leaf].Value;
            var leafRows = all[rows];
            var first = leafRows.BinarySearch(from);
            for (var i = first < 0 ? ~first : first; i < leafRows.Length && leafRows[i] < to; i++)
                scores[leafRows[i]] += value;
        }
    }
}
