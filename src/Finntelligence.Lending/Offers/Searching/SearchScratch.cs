namespace Finntelligence.Lending.Offers.Searching;

/// <summary>What one search works in; reused, so that a search allocates nothing but its answer. For one thread at a time.</summary>
internal sealed class SearchScratch(ModelGrid risk, ModelGrid acceptance)
{
    private double[] _bounds = [];
    private double[] _greatestBounds = [];
    private double[] _months = [];

    /// <summary>The model of default.</summary>
    public ModelScratch Risk { get; } = new(risk);

    /// <summary>The model of take-up.</summary>
    public ModelScratch Acceptance { get; } = new(acceptance);

    /// <summary>What the search finds.</summary>
    public BestOffers Best { get; } = new();

    /// <summary>One for each term.</summary>
    public Span<double> Months(int count)
    {
        Grow(ref _months, count);
        return _months.AsSpan(0, count);
    }

    /// <summary>Makes room for the bounds of a range.</summary>
    public void Begin(in OfferRange range)
    {
        Grow(ref _bounds, range.Count);
        Grow(ref _greatestBounds, range.Months.Length * BestOffers.Tiers * range.Rates);
    }

    /// <summary>Upper bounds of the expected profits at a term and a rate, one for each amount; −∞ for an offer that is not feasible.</summary>
    public Span<double> Bounds(in OfferRange range, int month, int rate) =>
        _bounds.AsSpan((month * range.Rates + rate) * range.Amounts, range.Amounts);

    /// <summary>The greatest of these within an amount tier, one for each rate.</summary>
    public Span<double> GreatestBounds(in OfferRange range, int month, int tier) =>
        _greatestBounds.AsSpan((month * BestOffers.Tiers + tier) * range.Rates, range.Rates);

    private static void Grow(ref double[] array, int length)
    {
        if (array.Length < length)
            array = new double[length];
    }
}
