using Finntelligence.Lending.Products;

namespace Finntelligence.Portfolios.Comparing;

/// <summary>How two pairs of models decide about the same applicants.</summary>
/// <param name="Decided">Applicants.</param>
/// <param name="OfferToDecline">Those to whom only the first pair makes an offer.</param>
/// <param name="DeclineToOffer">Those to whom only the second does.</param>
/// <param name="OtherOffer">Those to whom the two make different offers.</param>
/// <param name="Faulty">Lines that are no applicants.</param>
public sealed record DecisionChanges(long Decided, long OfferToDecline, long DeclineToOffer, long OtherOffer, long Faulty)
{
    /// <summary>Applicants whose decision changes.</summary>
    public long Changed => OfferToDecline + DeclineToOffer + OtherOffer;

    /// <summary>Their share, in [0, 1].</summary>
    public double Share => Decided == 0 ? 0 : (double)Changed / Decided;

    internal DecisionChanges With(OfferTerms? first, OfferTerms? second) => (first, second) switch
    {
        (null, null) => this with { Decided = Decided + 1 },
        (_, null) => this with { Decided = Decided + 1, OfferToDecline = OfferToDecline + 1 },
        (null, _) => this with { Decided = Decided + 1, DeclineToOffer = DeclineToOffer + 1 },
        _ => this with { Decided = Decided + 1, OtherOffer = OtherOffer + (first.Equals(second) ? 0 : 1) },
    };
}
