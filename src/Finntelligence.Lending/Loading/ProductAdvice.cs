using System.Collections.Immutable;
using Finntelligence.Lending.Products;
using Finntelligence.Trees;

namespace Finntelligence.Lending.Loading;

/// <summary>What a definition without faults still lets happen that no pricing manager would sign unseen.</summary>
public static class ProductAdvice
{
    /// <summary>Each gap under the JSON path where it would be closed; a definition with all of them works.</summary>
    public static ImmutableArray<Fault> Of(ProductDefinition product)
    {
        var gaps = ImmutableArray.CreateBuilder<Fault>();
        void Say(string path, string what) => gaps.Add(new Fault(path, what));

        var (offer, policy) = (product.Offer, product.Policy);
        if (policy.Card is null)
            Say("policy.card", "There are no standard rates, so every modelled gain, most of it noise, changes a price.");
        if (policy.RateCaps is null && policy.RateLimits.IsEmpty)
            Say("policy.rateCaps", "Nothing but offer.rate.maximum limits the rate of anybody.");
        if (policy.MaximumProbabilityOfDefault is null)
            Say("policy.maximumProbabilityOfDefault", "Any risk is taken that a high enough rate pays for.");
        if (policy.InstallmentToIncome is null)
            Say("policy.installmentToIncome", "No installment is too high for an income.");
        if (offer.Rate.Monotone.Acceptance == Monotonicity.Increasing)
            Say("offer.rate.monotone.acceptance", "Acceptance is declared to rise with the rate: the dearest offer is then the most wanted.");
        else if (offer.Rate.Monotone.Acceptance == Monotonicity.None && Sees(product.Acceptance, "rate"))
            Say("offer.rate.monotone.acceptance", "Acceptance may rise with the rate, where a history's noise says so.");
        if (offer.Rate.Monotone.Default == Monotonicity.None && Sees(product.Risk, "rate"))
            Say("offer.rate.monotone.default", "Default may fall as the rate rises, where a history's noise says so.");
        if (product.Acceptance.Declared is { IsConstant: true })
            Say("models.acceptance.constant", "Acceptance is the same at every rate, so the greatest rate is always the best.");
        if (!Sees(product.Acceptance, "rate"))
            Say("models.acceptance.inputs", "The model of acceptance does not see the rate, so the greatest rate is always the best.");
        foreach (var (path, what) in RateDirections.Of(product))
            Say(path, what);
        foreach (var (model, path) in ModelChecks.Models(product).Where(m => m.Model is { Declared: null, Support.Variables: [] } && m.Model.OfferColumns.Count > 0))
            Say($"{path}.support", "The model may be asked about offers that are like none in the history.");
        if (offer.Months.Values.Length > 1 && offer.Months.Monotone is { Default: Monotonicity.None, Acceptance: Monotonicity.None })
            Say("offer.months.monotone", "No direction is declared of the months. A longer loan earns more interest, so expect the longest term to be offered most.");
        if (offer.Amount.DefaultFeature is null)
            Say("offer.amount.defaultFeature", "A request without requestedAmount is refused.");
        if (product.Economics is { LossGivenDefault: 0, LossGivenDefaultBy: null })
            Say("economics.lossGivenDefault", "A default costs the margin only, none of what is owed.");
        if (product.Economics is { CostOfFunds: 0, CostOfFundsBy: null })
            Say("economics.costOfFunds", "Funds cost nothing.");
        if (product.Economics is { OperatingCost: 0, OperatingCostBy: null })
            Say("economics.operatingCost", "To make a loan costs nothing.");
        if (product.Audit.IsEmpty)
            Say("audit", "There is no column by which fairness could be audited.");
        return gaps.ToImmutable();
    }

    private static bool Sees(ModelDefinition model, string variable) => model.Inputs.Contains(variable) || model.OfferColumns.Keys.Any(k => OfferVariableNames.Of(k) == variable);
}
