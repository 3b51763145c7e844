namespace Finntelligence.Lending.Offers.Searching;

/// <summary>What one search works in; reused, so that a search allocates nothing but its answer. For one thread at a time.</summary>
internal sealed class SearchScratch(ModelGrid risk, ModelGrid acceptance, OffGridPrices offGrid)
{
    private double[] _bounds = [];
    private double[] _months = [];
    private double[] _amounts = [];

    /// <summary>The model of default.</summary>
    public ModelScratch Risk { get; } = new(risk);

    /// <summary>The model of take-up.</summary>
    public ModelScratch Acceptance { get; } = new(acceptance);

    /// <summary>What the search finds.</summary>
    public BestOffers Best { get; } = new();

    /// <summary>What is open at the rate of a card.</summary>
    public BestOffers ByCard { get; } = new();

    /// <summary>Prices of the amount that is not of the grid.</summary>
    public OffGridPrices OffGrid { get; } = offGrid;

    /// <summary>One for each amount.</summary>
    public ReadOnlySpan<double> Amounts(OfferAxes axes, in OfferRange range) => range.AmountValues(axes, ref _amounts);

    /// <summary>One for each term.</summary>
    public Span<double> Months(int count) => Grown(ref _months, count);

    /// <summary>Upper bounds of the expected profits in a stretch, one for each rate; −∞ where nothing is feasible.</summary>
    public Span<double> Bounds(in OfferRange range, int month, int tier) =>
        Grown(ref _bounds, range.Months.Length * Stretches.Tiers * range.Rates)
            .Slice((month * Stretches.Tiers + tier) * range.Rates, range.Rates);

    private static Span<double> Grown(ref double[] array, int length)
    {
        if (array.Length < length)
            array = new double[length];
        return array.AsSpan(0, length);
    }
}
