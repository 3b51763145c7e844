using System.Runtime.Intrinsics;

namespace Finntelligence.Trees.Learning;

/// <summary>
/// A node's histogram with its features dealt out to the team: each member reads all rows and fills its features' part. It wins
/// for small nodes: nothing is summed twice and all is done in one piece of work. For one member it is the only way.
/// </summary>
internal sealed class FeatureCut(BinnedRows rows, Gradients gradients, WorkerTeam team)
{
    // Bin look-ups that a member is worth calling for. A feature costs its rows, and its bins to clear, subtract and search.
    private const int WorthSharing = 1 << 13;
    private const int LookUpsPerBin = 16;

    // A row is read once for as many features as there are, so fewer in a group cost more than they help.
    private const int FewestFeatures = 2;

    private readonly WideSummation _wide = new(rows, gradients);
    private readonly NarrowSummation _narrow = new(rows, gradients);

    /// <inheritdoc cref="HistogramBuilder.Build"/>
    public void Build(ReadOnlyMemory<int> nodeRows, int[] features, Vector128<int>[] histogram, Action<int> finished)
    {
        var work = ((long)nodeRows.Length * features.Length) + (LookUpsPerBin * rows.Offsets[^1]);
        var most = Math.Min(team.Size, (features.Length + FewestFeatures - 1) / FewestFeatures);
        var groups = (int)Math.Clamp(work / WorthSharing, 1, most);
        team.Run("histogram by features", groups, (group, _) =>
        {
            var start = features.Length * group / groups;
            var part = features.AsSpan(start, (features.Length * (group + 1) / groups) - start);
            foreach (var feature in part)
                Array.Clear(histogram, rows.Offsets[feature], rows.Offsets[feature + 1] - rows.Offsets[feature]);
            if (_narrow.Pays(nodeRows.Length))
                _narrow.Add(nodeRows.Span, part, histogram);
            else
                _wide.Add(nodeRows.Span, part, histogram);
            for (var i = 0; i < part.Length; i++)
                finished(start + i);
        });
    }
}
