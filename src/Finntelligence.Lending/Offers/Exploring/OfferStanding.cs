namespace Finntelligence.Lending.Offers.Exploring;

/// <summary>Whether an offer of a surface can be made, and what stands in its way first.</summary>
public enum OfferStanding
{
    /// <summary>It can be made.</summary>
    Feasible,

    /// <summary>Its price is beyond what the request or the product allows: the installment, or its share of the income.</summary>
    BeyondLimits,

    /// <summary>Too few people of the history were near to it, so that the models have not seen such offers.</summary>
    OutsideSupport,

    /// <summary>The models find default likelier, or take-up rarer, than the product's policy allows.</summary>
    BeyondPolicy,
}
