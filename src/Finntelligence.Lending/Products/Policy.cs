using System.Collections.Immutable;

namespace Finntelligence.Lending.Products;

/// <summary>What the lender does not do, whatever it would earn.</summary>
public sealed record Policy
{
    /// <summary>Greatest rate for each value of an applicant category; null if only the rate axis limits it.</summary>
    public ByCategory<decimal>? RateCaps { get; init; }

    /// <summary>Rates that the lender does not exceed for this applicant; an offer keeps all of them.</summary>
    public ImmutableArray<RateLimit> RateLimits { get; init; } = [];

    /// <summary>Offers with a greater probability of default are not made; null without such a limit.</summary>
    public double? MaximumProbabilityOfDefault { get; init; }

    /// <summary>Offers with a lesser probability of acceptance are not made; null without such a floor.</summary>
    public double? MinimumProbabilityOfAcceptance { get; init; }

    /// <summary>Which of nearly equal offers is made; null to make the one of the greatest expected profit, by however little.</summary>
    public NearlyEqual? NearlyEqual { get; init; }

    /// <summary>Offers whose installment is more than this share of an income are not made; null without such a limit.</summary>
    public InstallmentToIncome? InstallmentToIncome { get; init; }

    /// <summary>How far an offer keeps to what was asked for.</summary>
    public RequestedTerms Requested { get; init; } = new(RequestedAmountRule.AtMost, RequestedMonthsRule.Kept);

    /// <summary>Standard rates that are left only for a large gain; null if every gain counts.</summary>
    public RateCard? Card { get; init; }

    /// <summary>How to price where a history cannot tell what a rate does; null to trust the models even there.</summary>
    public RateMarkup? Markup { get; init; }

    /// <summary>What the rate card in service is for, the one that the registry names; null if there need be none and none counts.</summary>
    public RateCardUse? RateCard { get; init; }
}

/// <summary>What the rate card in service is for.</summary>
public enum RateCardUse
{
    /// <summary>Offers go by it; the answer says how pricing one by one would differ.</summary>
    Offer,

    /// <summary>Offers are priced one by one; the answer says what the card would offer.</summary>
    Compare,
}

/// <summary>
/// How far an offer keeps to what was asked for, where the request's own limits do not say otherwise. Where no offer that keeps to it earns
/// anything in expectation, the best of the others is made.
/// </summary>
/// <param name="Amount">Of the requested amount.</param>
/// <param name="Months">Of the requested months.</param>
public sealed record RequestedTerms(RequestedAmountRule Amount, RequestedMonthsRule Months);

/// <summary>What the requested amount means.</summary>
public enum RequestedAmountRule
{
    /// <summary>The greatest amount that may be offered.</summary>
    AtMost,

    /// <summary>The amount to offer.</summary>
    Kept,
}

/// <summary>What the requested months mean.</summary>
public enum RequestedMonthsRule
{
    /// <summary>The term to offer.</summary>
    Kept,

    /// <summary>Nothing: every open term may be offered.</summary>
    Free,
}

/// <summary>
/// Pricing by cost and risk alone, wherever a model's verdict is that the effect of the rate is not identified: the least rate that pays for both,
/// and this on it.
/// </summary>
/// <param name="Points">Percentage points per rate period; ≥ 0.</param>
public sealed record RateMarkup(decimal Points);

/// <summary>
/// Offers that cost little to prefer: of those whose expected profit is within a margin of the greatest, the one that the customer likes best or owes for
/// the shortest time is made.
/// </summary>
/// <param name="Within">Less expected profit than the best, in the product's currency, an offer; ≥ 0.</param>
/// <param name="WithinShare">Less expected profit than the best, as a share of it, in [0, 1). The greater of both margins counts.</param>
/// <param name="Prefer">Which of them.</param>
public sealed record NearlyEqual(decimal Within, decimal WithinShare, Preference Prefer)
{
    /// <summary>The least expected profit of an offer that may be preferred; above 0 where the best is.</summary>
    public double Least(double best) => Math.Max(double.Epsilon, best - Math.Max((double)Within, (double)WithinShare * best));
}

/// <summary>What is better about one of two offers that earn nearly the same.</summary>
public enum Preference
{
    /// <summary>A greater probability of acceptance; then the greater expected profit.</summary>
    TakeUp,

    /// <summary>Fewer months; then the greater expected profit.</summary>
    ShorterTerm,
}

/// <summary>A limit on the rate that moves with the applicant, such as a competitor's rate or the rate the customer pays now.</summary>
/// <param name="Feature">A number of the applicant, in percent per rate period; where it is missing the limit does not apply.</param>
/// <param name="Above">Percentage points by which the rate may exceed it; below 0 it must stay under it.</param>
public sealed record RateLimit(string Feature, decimal Above);

/// <summary>
/// The standard card. Modelled gains are noisy, and the greatest of many is mostly noise; so an offer at another rate is made only
/// where it gains more than both limits over the best offer at the standard rate.
/// </summary>
/// <param name="Rates">The standard rate for each value of an applicant category, on the rate axis.</param>
/// <param name="MinimumGain">In expected profit an offer, in the product's currency; ≥ 0.</param>
/// <param name="MinimumGainShare">As a share of the expected profit at the standard rate; ≥ 0.</param>
public sealed record RateCard(ByCategory<decimal> Rates, decimal MinimumGain, decimal MinimumGainShare);

/// <summary>A limit on the installment.</summary>
/// <param name="IncomeFeature">The applicant's monthly income; where it is missing the limit does not apply.</param>
/// <param name="Maximum">Greatest share, in (0, 1].</param>
public sealed record InstallmentToIncome(string IncomeFeature, decimal Maximum);
