using System.Runtime.Intrinsics;

namespace Finntelligence.Trees.Learning;

/// <summary>
/// A node's histogram with its rows dealt out to the team in blocks: each member sums blocks of all features into sums of its own,
/// which are then added up feature by feature. It wins for large nodes: every row is read once by one member, where
/// <see cref="FeatureCut"/> has every member read it.
/// </summary>
internal sealed class RowCut(BinnedRows rows, Gradients gradients, WorkerTeam team)
{
    // A member that sums fewer costs more in clearing its sums and adding them up than it helps.
    private const int FewestRows = 2048;

    // Blocks for each member, so that one who comes late holds up nobody.
    private const int Shares = 4;
    private const int SmallestBlock = 1024;
    private const int LargestBlock = 8192;

    private readonly MemberSums[] _sums = [.. Enumerable.Range(0, team.Size).Select(_ => new MemberSums(rows, gradients))];

    /// <summary>Whether this is the faster way for so many rows.</summary>
    public bool Pays(int count) => team.Size > 1 && count / FewestRows > 1;

    /// <inheritdoc cref="HistogramBuilder.Build"/>
    public void Build(ReadOnlyMemory<int> nodeRows, int[] features, Vector128<int>[] histogram, Action<int> finished)
    {
        var members = Math.Min(team.Size, nodeRows.Length / FewestRows);
        var blockRows = Math.Clamp(nodeRows.Length / (members * Shares), SmallestBlock, LargestBlock) / SmallestBlock * SmallestBlock;
        var blocks = (nodeRows.Length + blockRows - 1) / blockRows;
        foreach (var sums in _sums)
            sums.IsUsed = false;
        team.Run(
            "histogram by rows",
            blocks,
            (block, member) =>
            {
                var start = block * blockRows;
                _sums[member].Add(nodeRows.Span.Slice(start, Math.Min(blockRows, nodeRows.Length - start)), features);
            },
            members);
        team.Run("sums and splits", features.Length, (i, _) =>
        {
            var feature = features[i];
            var part = histogram.AsSpan(rows.Offsets[feature]..rows.Offsets[feature + 1]);
            part.Clear();
            MemberSums.AddUp(_sums, i, feature, part);
            finished(i);
        });
    }
}
