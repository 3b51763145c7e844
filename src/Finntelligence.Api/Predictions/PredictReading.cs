using System.Collections.Immutable;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;

namespace Finntelligence.Api.Predictions;

/// <summary>What reading a body came to: a valid request, or at least one fault.</summary>
internal sealed record PredictReading(OfferRequest? Request, ImmutableArray<Fault> Faults);
