using System.Collections.Immutable;
using Finntelligence.Lending.Explanations;
using Finntelligence.Lending.Pricing;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Offers;

/// <summary>The engine's answer.</summary>
/// <param name="Offer">The best offer; null for a decline.</param>
/// <param name="Alternatives">Genuinely different offers, best first: another number of months, or another amount tier. Empty for a decline.</param>
/// <param name="Reasons">
/// Why declined: one to four, ordered. For an offer above the product's least rate, when an explanation is asked for: what about the
/// applicant makes default likelier, up to four; else empty.
/// </param>
/// <param name="Search">What was looked at.</param>
/// <param name="Explanation">Present when asked for and there was at least one feasible offer.</param>
public sealed record Decision(
    PricedOffer? Offer,
    ImmutableArray<PricedOffer> Alternatives,
    ImmutableArray<DecisionReason> Reasons,
    SearchSummary Search,
    DecisionExplanation? Explanation)
{
    /// <summary>Set where the rate was found by cost and risk alone, not by expected profit; null otherwise.</summary>
    public MarkupPricing? Markup { get; init; }

    /// <summary>The rate card beside pricing one by one; null where no card is in service.</summary>
    public CardComparison? RateCard { get; init; }
}

/// <summary>What the rate card offers, and what pricing one by one does.</summary>
/// <param name="Use">Which of the two the decision is.</param>
/// <param name="Cell">Name of the card's cell.</param>
/// <param name="Rate">The card's rate here, after the limits of policy; null where these leave none.</param>
/// <param name="ByCard">The card's best offer; null if it declines.</param>
/// <param name="OneByOne">The best offer at any rate; null for a decline.</param>
public sealed record CardComparison(RateCardUse Use, string Cell, decimal? Rate, ComparedOffer? ByCard, ComparedOffer? OneByOne)
{
    /// <summary>Rate one by one less the card's, in percentage points; null unless both offer.</summary>
    public decimal? RateDifference => OneByOne?.Terms.Rate - ByCard?.Terms.Rate;

    /// <summary>Expected profit one by one less by the card; a decline earns 0.</summary>
    public double ProfitDifference => (OneByOne?.ExpectedProfit ?? 0) - (ByCard?.ExpectedProfit ?? 0);
}

/// <summary>An offer in short.</summary>
/// <param name="Terms">The terms.</param>
/// <param name="ProbabilityOfAcceptance">P(acceptance | applicant, offer).</param>
/// <param name="ProbabilityOfDefault">P(default | applicant, offer), given that it is taken.</param>
/// <param name="ExpectedProfit">As of <see cref="PricedOffer"/>.</param>
public sealed record ComparedOffer(OfferTerms Terms, double ProbabilityOfAcceptance, double ProbabilityOfDefault, double ExpectedProfit);

/// <summary>An offer with all that is known about it.</summary>
public sealed record PricedOffer
{
    /// <summary>The terms.</summary>
    public required OfferTerms Terms { get; init; }

    /// <summary>What is paid out and paid back.</summary>
    public required Repayments Repayments { get; init; }

    /// <summary>Every payment; empty unless asked for.</summary>
    public ImmutableArray<ScheduledPayment> Schedule { get; init; } = [];

    /// <summary>Effective annual rate, percent; every fee counts.</summary>
    public required double Apr { get; init; }

    /// <summary>P(acceptance | applicant, offer).</summary>
    public required double ProbabilityOfAcceptance { get; init; }

    /// <summary>P(default | applicant, offer), given that it is taken.</summary>
    public required double ProbabilityOfDefault { get; init; }

    /// <summary>Present value of the scheduled payments at the cost of funds − payout − operating cost.</summary>
    public required double Margin { get; init; }

    /// <summary>P(default) × loss given default × what is owed at default, given that it is taken.</summary>
    public required double ExpectedLoss { get; init; }

    /// <summary>P(acceptance) × [(1 − P(default)) × margin − expected loss].</summary>
    public required double ExpectedProfit { get; init; }
}

/// <summary>What the search looked at. Considered ≥ feasible; outside support is among the rest.</summary>
/// <param name="OffersConsidered">Offers of the product's grid for this applicant and requested amount.</param>
/// <param name="OffersFeasible">Those that constraints, policy and support leave.</param>
/// <param name="OffersOutsideSupport">
/// Those that constraints and policy leave, but history does not cover. The policy's limit on the probability of default is not
/// asked there: a model that has not seen such offers cannot say.
/// </param>
public sealed record SearchSummary(int OffersConsidered, int OffersFeasible, int OffersOutsideSupport)
{
    /// <summary>What the exact search adds, whose offers the counts leave out; null where only the grid was searched.</summary>
    public ExactSummary? Exact { get; init; }

    /// <summary>How far history reaches for this applicant; null where rates were drawn at random, so that it reaches as far for everybody.</summary>
    public RateReach? Reach { get; init; }

    /// <summary>The same of terms; null too where no model sees them.</summary>
    public MonthsReach? MonthsReach { get; init; }

    /// <summary>
    /// Whether the greatest amount that can be offered was not left for a lesser one: customers chose the amounts of history, and what another one would have
    /// done cannot be known from it.
    /// </summary>
    public bool KeepsAmount { get; init; }
}

/// <summary>The rates that nine in ten people like the applicant were offered; where no rate of the grid is among them, the nearest. Others count as outside support.</summary>
/// <param name="Lowest">Percent per period; may be below the product's least.</param>
/// <param name="Highest">Percent per period; may be above the product's greatest.</param>
public sealed record RateReach(double Lowest, double Highest);

/// <summary>The terms that nine in ten people like the applicant had, and the nearest one that he can have. Others count as outside support.</summary>
/// <param name="Lowest">Months.</param>
/// <param name="Highest">Months.</param>
public readonly record struct MonthsReach(int Lowest, int Highest);

/// <summary>What leaving the grid was worth.</summary>
/// <param name="AmountStep">Between the amounts that could be offered.</param>
/// <param name="RateStep">Between the rates that could be offered.</param>
/// <param name="GridExpectedProfit">Of the best offer of the grid; null if the grid alone would have declined.</param>
/// <param name="Gain">By how much the expected profit is more than that, or than the nothing that a decline brings; at least 0.</param>
public sealed record ExactSummary(decimal AmountStep, decimal RateStep, double? GridExpectedProfit, double Gain);
