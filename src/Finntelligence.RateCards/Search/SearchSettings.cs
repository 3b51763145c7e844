namespace Finntelligence.RateCards.Search;

/// <summary>How much a search may do.</summary>
public sealed record SearchSettings
{
    /// <summary>
    /// Parts of the customers that a card of more than two questions in a row may search by two cuts. Counted, not timed, so that the card does
    /// not depend on the machine.
    /// </summary>
    public int Searches { get; init; } = 1200;

    /// <summary>Share of the profit that is not worth more work, where the search is not exact anyway.</summary>
    public double Tolerance { get; init; } = 1e-9;

    /// <summary>0 for one per core; has no influence on the card.</summary>
    public int Threads { get; init; }
}
