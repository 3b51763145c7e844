using System.Collections.Concurrent;

namespace Finntelligence.Trees.Learning;

/// <summary>The rows of one fold as bins, made once for all trainings on it.</summary>
/// <param name="learned">What trainings see.</param>
/// <param name="heldOut">What they are judged by.</param>
/// <param name="cancellationToken">Asked while they are binned.</param>
internal sealed class FoldRows(LabeledRows learned, LabeledRows heldOut, CancellationToken cancellationToken) : IDisposable
{
    private readonly ConcurrentDictionary<int, Lazy<(BinnedRows, ValidationRows)>> _binned = [];

    /// <summary>The rows that trainings see.</summary>
    public LabeledRows Learned { get; } = learned.WithoutZeroWeights();

    /// <summary>Total weight of the rows held out.</summary>
    public double HeldOutWeight => heldOut.TotalWeight();

    /// <summary>Learned and held-out rows by at most so many bins to a feature.</summary>
    public (BinnedRows Learned, ValidationRows HeldOut) Binned(int maximumBins) =>
        _binned.GetOrAdd(maximumBins, bins => new Lazy<(BinnedRows, ValidationRows)>(() => Bin(bins))).Value;

    /// <summary>Gives the bins back.</summary>
    public void Dispose()
    {
        foreach (var binned in _binned.Values.Where(binned => binned.IsValueCreated))
            binned.Value.Item1.Dispose();
    }

    private (BinnedRows, ValidationRows) Bin(int maximumBins)
    {
        using var team = new WorkerTeam(1, cancellationToken);
        var bins = Binning.Choose(Learned, maximumBins, team);
        return (BinnedRows.Create(Learned, bins, team), ValidationRows.Create(heldOut, bins, team));
    }
}
