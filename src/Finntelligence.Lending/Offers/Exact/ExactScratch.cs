using Finntelligence.Lending.Offers.Searching;

namespace Finntelligence.Lending.Offers.Exact;

/// <summary>What one exact search works in; reused. For one thread at a time.</summary>
internal sealed class ExactScratch(ModelGrid risk, ModelGrid acceptance, LatticeAxes axes)
{
    /// <summary>The model of default.</summary>
    public ModelScratch Risk { get; } = new(risk);

    /// <summary>The model of take-up.</summary>
    public ModelScratch Acceptance { get; } = new(acceptance);

    /// <summary>Where answers change along the rates.</summary>
    public Segments Rates { get; } = new(axis: 1, axes.Rates);

    /// <summary>Where answers change along the amounts; no segment lies in two tiers.</summary>
    public Segments Amounts { get; } = new(axis: 2, axes.Amounts);

    /// <summary>What the search finds.</summary>
    public BestOffers Best { get; } = new();
}
