using Finntelligence.Lending.Pricing;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Offers;

/// <summary>An offer and what the search found for it.</summary>
/// <param name="Terms">The terms.</param>
/// <param name="Price">What it brings if it is repaid.</param>
/// <param name="Acceptance">Probability.</param>
/// <param name="Default">Probability.</param>
/// <param name="Profit">Expected.</param>
internal readonly record struct ScoredOffer(OfferTerms Terms, LoanPrice Price, double Acceptance, double Default, double Profit)
{
    /// <summary>Whether it goes first: more expected profit, and at equal profit what is better for the customer.</summary>
    public bool IsBetterThan(in ScoredOffer other) =>
        Profit != other.Profit ? Profit > other.Profit : IsKinderThan(other);

    /// <summary>Lower rate, then lower installment, then fewer months, then lower amount.</summary>
    public bool IsKinderThan(in ScoredOffer other)
    {
        if (Terms.Rate != other.Terms.Rate)
            return Terms.Rate < other.Terms.Rate;
        if (Price.Installment != other.Price.Installment)
            return Price.Installment < other.Price.Installment;
        if (Terms.Months != other.Terms.Months)
            return Terms.Months < other.Terms.Months;
        return Terms.Amount < other.Terms.Amount;
    }
}
