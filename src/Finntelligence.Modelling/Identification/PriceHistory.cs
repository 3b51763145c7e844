using System.Collections.Immutable;
using Finntelligence.Lending.Models;

namespace Finntelligence.Modelling.Identification;

/// <summary>What was found of how a model's rates were set.</summary>
/// <param name="Figures">For the manifest.</param>
/// <param name="Weights">One per row of the model: what to learn with; null to learn with each row counting one.</param>
public sealed record PriceHistory(PriceIdentification Figures, float[]? Weights);
