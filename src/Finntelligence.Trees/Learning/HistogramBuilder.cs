using System.Runtime.Intrinsics;

namespace Finntelligence.Trees.Learning;

/// <summary>
/// Sums the gradients of a node's rows by bin. A histogram is one array over all features
/// (<see cref="BinnedRows.Offsets"/>); its entries are integer sums, so any order of work gives the same.
/// </summary>
internal sealed class HistogramBuilder(BinnedRows rows, Gradients gradients)
{
    private readonly Stack<Vector128<int>[]> _free = new();
    private readonly WideSummation _wide = new(rows, gradients);
    private readonly NarrowSummation _narrow = new(rows, gradients);

    public Vector128<int>[] Rent() => _free.TryPop(out var histogram) ? histogram : new Vector128<int>[rows.Offsets[^1]];

    public void Return(Vector128<int>[] histogram) => _free.Push(histogram);

    /// <summary>Fills the part of a histogram that belongs to some of the features.</summary>
    public void Build(ReadOnlySpan<int> nodeRows, ReadOnlySpan<int> features, Vector128<int>[] histogram)
    {
        foreach (var feature in features)
            Array.Clear(histogram, rows.Offsets[feature], rows.Offsets[feature + 1] - rows.Offsets[feature]);
        if (_narrow.Pays(nodeRows.Length))
            _narrow.Add(nodeRows, features, histogram);
        else
            _wide.Add(nodeRows, features, histogram);
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
}
