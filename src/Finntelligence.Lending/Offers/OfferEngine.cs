using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Offers;

/// <summary>Finds the offer with the greatest expected profit. Immutable; safe for any number of threads.</summary>
public sealed class OfferEngine
{
    /// <summary>An engine over one pair of models.</summary>
    public OfferEngine(ProductDefinition product, LoanModel risk, LoanModel acceptance) => throw new NotImplementedException();

    /// <summary>The best offer, or a decline with its reasons. Never throws for a valid request.</summary>
    public Decision Decide(OfferRequest request) => throw new NotImplementedException();
}
