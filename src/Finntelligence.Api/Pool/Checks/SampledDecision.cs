using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;

namespace Finntelligence.Api.Pool.Checks;

/// <summary>A decision that waits for ML.NET's engine to score it again.</summary>
/// <param name="Snapshot">What made it; its own engines check it, whatever is in service by then.</param>
/// <param name="DecisionId">As the client got it.</param>
/// <param name="Applicant">Who asked.</param>
/// <param name="Offer">What was offered; null for a decline.</param>
internal sealed record SampledDecision(ModelSnapshot Snapshot, Guid DecisionId, Applicant Applicant, PricedOffer? Offer)
{
    /// <summary>Whether it is about nobody, and what comes of its check is not counted.</summary>
    public bool IsRehearsal { get; init; }
}
