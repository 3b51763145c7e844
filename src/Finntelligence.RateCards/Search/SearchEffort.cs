namespace Finntelligence.RateCards.Search;

/// <summary>How much work a search may do: counted, not timed, so that it ends at the same card on every machine.</summary>
/// <param name="mostCells">Of a card.</param>
/// <param name="searches">Parts of the customers that may be searched by two cuts.</param>
/// <param name="tolerance">Share of the profit that is not worth more work.</param>
/// <param name="threads">Side by side; has no influence on the result.</param>
internal sealed class SearchEffort(int mostCells, int searches, double tolerance, int threads)
{
    private int _spent;

    /// <summary>Of a card.</summary>
    public int MostCells { get; } = mostCells;

    /// <summary>Share of the profit that is not worth more work.</summary>
    public double Tolerance { get; } = tolerance;

    /// <summary>Side by side.</summary>
    public int Threads { get; } = threads;

    /// <summary>Parts that were searched.</summary>
    public int Spent => _spent;

    /// <summary>Whether all of the work is done.</summary>
    public bool IsSpent => _spent >= searches;

    /// <summary>Counts what was done.</summary>
    public void Spend(int count) => _spent += count;

    /// <summary>The effort for the parts beside one cut of several that are searched side by side.</summary>
    /// <param name="cuts">How many.</param>
    public SearchEffort Share(int cuts) => new(MostCells, Math.Max(2, (searches - _spent) / (2 * Math.Max(1, cuts) * SharesLeft)), Tolerance, 1);

    // A later batch wants some too.
    private const int SharesLeft = 4;
}
