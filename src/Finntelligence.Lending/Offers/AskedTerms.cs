using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Offers;

/// <summary>
/// The terms of a request that the policy keeps to (<see cref="RequestedTerms"/>), as positions of the range that is searched. A request that
/// sets its own limits on them has told otherwise.
/// </summary>
/// <param name="Month">Of the months asked for; null where they are free or not open.</param>
/// <param name="Amount">Of the amount asked for; null where it is free or not open.</param>
internal readonly record struct AskedTerms(int? Month, int? Amount)
{
    /// <summary>Whether an offer keeps to anything.</summary>
    public bool Any => Month is not null || Amount is not null;

    /// <summary>What a policy keeps to of a request.</summary>
    /// <param name="policy">Of the product.</param>
    /// <param name="axes">Its axes.</param>
    /// <param name="request">Names what is wanted.</param>
    /// <param name="open">The offers within its limits.</param>
    public static AskedTerms Of(RequestedTerms policy, OfferAxes axes, OfferRequest request, in OfferRange open)
    {
        var (month, limits) = (-1, request.Constraints);
        if (request.RequestedMonths is { } asked && policy.Months == RequestedMonthsRule.Kept && limits.Months.IsDefaultOrEmpty)
            month = open.Months.IndexOf(axes.Months.IndexOf(asked));
        // Without limits on it, the amount asked for is the last one.
        var keepsAmount = request.RequestedAmount is not null && policy.Amount == RequestedAmountRule.Kept
            && limits is { MinimumAmount: null, MaximumAmount: null } && open.Amounts > 0;
        return new AskedTerms(month < 0 ? null : month, keepsAmount ? open.Amounts - 1 : null);
    }

    /// <summary>Whether an offer of the range keeps to them.</summary>
    public bool Hold(int month, int amount) => (Month ?? month) == month && (Amount ?? amount) == amount;
}
