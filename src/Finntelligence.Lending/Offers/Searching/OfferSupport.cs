using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Offers.Searching;

/// <summary>Whether the history of both models covers an offer. Immutable; safe for any number of threads.</summary>
internal sealed class OfferSupport(ProductDefinition product, OfferAxes axes, LoanModel risk, LoanModel acceptance)
{
    private readonly SupportMask _risk = new(product, risk, axes);
    private readonly SupportMask _acceptance = new(product, acceptance, axes);

    /// <summary>Whether the answer depends on the amount.</summary>
    public bool MeasuresAmount => _risk.MeasuresAmount || _acceptance.MeasuresAmount;

    /// <summary>The strata of an applicant.</summary>
    public Strata Of(Applicant applicant) => new(_risk.StratumOf(applicant), _acceptance.StratumOf(applicant));

    /// <summary>Whether an offer of the grid is covered; positions are those of the axes.</summary>
    public bool Covers(in Strata strata, int month, int rate, int amount) =>
        _risk.Covers(strata.Risk, month, rate, amount) && _acceptance.Covers(strata.Acceptance, month, rate, amount);

    /// <summary>Whether any offer is covered.</summary>
    public bool Covers(in Strata strata, in OfferTerms terms) =>
        _risk.Index.Covers(strata.Risk, terms) && _acceptance.Index.Covers(strata.Acceptance, terms);

    /// <summary>The strata within which both models count neighbours.</summary>
    internal readonly record struct Strata(int Risk, int Acceptance);
}
