using System.Runtime.Intrinsics;

namespace Finntelligence.Trees.Learning;

/// <summary>
/// Sums the gradients of a node's rows by bin. A histogram is one array over all features
/// (<see cref="BinnedRows.Offsets"/>); its entries are integer sums, so any order of work gives the same, and work can be cut
/// between members of a team by rows or by features, whichever is faster.
/// </summary>
internal sealed class HistogramBuilder(BinnedRows rows, Gradients gradients, WorkerTeam team)
{
    private readonly Stack<Vector128<int>[]> _free = new();
    private readonly FeatureCut _featureCut = new(rows, gradients, team);
    private readonly RowCut _rowCut = new(rows, gradients, team);

    public Vector128<int>[] Rent() => _free.TryPop(out var histogram) ? histogram : new Vector128<int>[rows.Offsets[^1]];

    public void Return(Vector128<int>[] histogram) => _free.Push(histogram);

    /// <summary>Fills the part of a histogram that belongs to some of the features.</summary>
    /// <param name="nodeRows">The rows to sum.</param>
    /// <param name="features">The features.</param>
    /// <param name="histogram">Overwritten.</param>
    /// <param name="finished">What to do with a feature, given its position among <paramref name="features"/>, once its part is filled.</param>
    public void Build(ReadOnlyMemory<int> nodeRows, int[] features, Vector128<int>[] histogram, Action<int> finished)
    {
        if (_rowCut.Pays(nodeRows.Length))
            _rowCut.Build(nodeRows, features, histogram, finished);
        else
            _featureCut.Build(nodeRows, features, histogram, finished);
    }

    /// <summary>larger = parent − smaller, for one feature; the result takes the parent's place.</summary>
    public void Subtract(Vector128<int>[] parent, Vector128<int>[] smaller, int feature)
    {
        for (var i = rows.Offsets[feature]; i < rows.Offsets[feature + 1]; i++)
            parent[i] -= smaller[i];
    }
}
