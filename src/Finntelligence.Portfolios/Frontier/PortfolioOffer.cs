using Finntelligence.Lending.Products;

namespace Finntelligence.Portfolios.Frontier;

/// <summary>What one applicant may be offered, and what that brings and takes in expectation.</summary>
/// <param name="Terms">The offer; all zero for a decline.</param>
/// <param name="Profit">Expected.</param>
/// <param name="Acceptance">Probability; also the expected number of loans.</param>
/// <param name="Default">Probability, given that it is taken.</param>
public readonly record struct PortfolioOffer(OfferTerms Terms, double Profit, double Acceptance, double Default)
{
    /// <summary>No offer: brings nothing and takes nothing.</summary>
    public static PortfolioOffer Decline => default;

    /// <summary>Whether there is an offer.</summary>
    public bool IsOffer => Terms.Months > 0;

    /// <summary>Expected capital lent. Worked out once, as several resources ask for it; so an offer is not changed by <c>with</c>, but made anew.</summary>
    public double Capital { get; } = Acceptance * (double)Terms.Amount;
}
