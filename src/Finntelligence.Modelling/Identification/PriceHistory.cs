using System.Collections.Immutable;
using Finntelligence.Lending.Models;

namespace Finntelligence.Modelling.Identification;

/// <summary>What was found of how a model's rates were set.</summary>
/// <param name="Figures">For the manifest.</param>
/// <param name="Weights">One per row of the model: what to learn with; null to learn with each row counting one.</param>
public sealed record PriceHistory(PriceIdentification Figures, float[]? Weights)
{
    /// <summary>To estimate the effect another way; null where all rates are the same.</summary>
    public OrthogonalRests? Rests { get; init; }

    /// <summary>The rates that people who are alike were offered; null where they were drawn at random, or are all the same.</summary>
    public RateBand? Band { get; init; }
}
