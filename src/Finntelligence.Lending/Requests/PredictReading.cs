using System.Collections.Immutable;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Requests;

/// <summary>What reading a request came to: a valid request, or at least one fault.</summary>
/// <param name="Request">What the engine is asked; null with a fault.</param>
/// <param name="Faults">Every fault under its JSON path; the path is empty for the whole document.</param>
public sealed record PredictReading(OfferRequest? Request, ImmutableArray<Fault> Faults);
