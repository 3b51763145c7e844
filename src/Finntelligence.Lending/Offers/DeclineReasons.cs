using System.Collections.Immutable;
using System.Globalization;
using Finntelligence.Lending.Explanations;
using Finntelligence.Lending.Offers.Searching;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Offers;

/// <summary>
/// Says why there is no offer: what emptied an axis, else what excluded every installment, else that history does not reach,
/// else what about the applicant makes default likely, else that no offer would cover its cost.
/// </summary>
/// <param name="product">Its policy and its words.</param>
/// <param name="principal">Asked for the applicant's part.</param>
internal sealed class DeclineReasons(ProductDefinition product, PrincipalReasons principal)
{
    /// <summary>One to four reasons, ordered.</summary>
    /// <param name="request">What was asked.</param>
    /// <param name="grid">What the product has.</param>
    /// <param name="open">What constraints and rate cap leave of it.</param>
    /// <param name="limits">On the installment.</param>
    /// <param name="result">What the search found.</param>
    public ImmutableArray<DecisionReason> Of(
        OfferRequest request, OfferGrid grid, OfferGrid open, InstallmentLimits limits, DeclineFindings result)
    {
        if (open.Count == 0)
            return [.. Amount(request, grid, open), .. Months(grid, open), .. Rate(request, grid, open)];
        if (result.LeastInstallment > limits.Least)
            return [.. Installment(request, limits, result.LeastInstallment)];
        if (result.Best is { } best)
            return result.AnyMargin ? AboutApplicant(request, best, NotProfitable(request)) : [NotProfitable(request)];
        if (result.Unlikely)
            return [new("TAKE_UP_BELOW_POLICY", null, "Of the offers that are open here we expect none to be taken as often as our policy asks.")];
        if (result.LeastRisky is { } leastRisky)
            return AboutApplicant(request, leastRisky, TooRisky());
        return [new("NOT_ENOUGH_HISTORY", null, "We have made too few offers like the ones that are open here to judge them.")];
    }

    private ImmutableArray<DecisionReason> AboutApplicant(OfferRequest request, in ScoredOffer offer, DecisionReason otherwise)
    {
        var reasons = principal.Against(request.Applicant, offer.Terms);
        return reasons.IsEmpty ? [otherwise] : reasons;
    }

    private IEnumerable<DecisionReason> Amount(OfferRequest request, OfferGrid grid, OfferGrid open)
    {
        const string Code = "AMOUNT_NOT_AVAILABLE";
        var (least, greatest) = (request.Constraints.MinimumAmount, request.Constraints.MaximumAmount);
        if (grid.Amounts.IsEmpty)
            yield return new(Code, "requestedAmount", "We lend no amount that fits the one requested.");
        else if (!open.Amounts.IsEmpty)
            yield break;
        else if (least > grid.Amounts[^1])
            yield return new(
                Code, "minAmount",
                $"The least amount asked for, {Money(least.Value)}, is above the greatest we can offer, {Money(grid.Amounts[^1])}.");
        else if (greatest < grid.Amounts[0])
            yield return new(
                Code, "maxAmount",
                $"The greatest amount asked for, {Money(greatest.Value)}, is below the least we can offer, {Money(grid.Amounts[0])}.");
        else
            yield return new(Code, "minAmount", "None of the amounts we can offer lies between the least and the greatest asked for.");
    }

    private static IEnumerable<DecisionReason> Months(OfferGrid grid, OfferGrid open)
    {
        if (open.Months.IsEmpty)
            yield return new(
                "TERM_NOT_AVAILABLE", "months",
                $"None of the terms asked for is open; open are (months): {string.Join(", ", grid.Months)}.");
    }

    private IEnumerable<DecisionReason> Rate(OfferRequest request, OfferGrid grid, OfferGrid open)
    {
        const string Code = "RATE_NOT_AVAILABLE";
        if (!open.Rates.IsEmpty)
            yield break;
        if (request.Constraints.MaximumRate is { } greatest && greatest < grid.Rates[0])
            yield return new(
                Code, "maxRate",
                $"The greatest rate asked for, {Number(greatest)} %, is below the least we can offer, {Number(grid.Rates[0])} %.");
        if (product.RateLimitOf(request.Applicant) is { } cap && cap.Rate < grid.Rates[0])
            yield return new(
                Code, cap.Feature,
                $"The greatest rate that our policy allows here, {Number(cap.Rate)} %, is below the least we can offer, " +
                $"{Number(grid.Rates[0])} %.");
    }

    private IEnumerable<DecisionReason> Installment(OfferRequest request, InstallmentLimits limits, double least)
    {
        if (least > limits.Constraint)
            yield return new(
                "INSTALLMENT_NOT_AVAILABLE", "maxInstallment",
                $"The greatest installment asked for, {Money(request.Constraints.MaximumInstallment!.Value)}, " +
                $"is below the least we can offer, {Money(least)}.");
        if (least > limits.Income && product.Policy.InstallmentToIncome is { } policy)
            yield return new(
                "INSTALLMENT_ABOVE_INCOME_LIMIT", policy.IncomeFeature,
                $"The least installment we can offer, {Money(least)}, is more than {Number(policy.Maximum * 100)} % of the income.");
    }

    private static DecisionReason NotProfitable(OfferRequest request) => new(
        "NOT_PROFITABLE",
        request.Constraints switch
        {
            { MaximumRate: not null } => "maxRate",
            { MaximumAmount: not null } => "maxAmount",
            _ => "requestedAmount",
        },
        "No loan at the amounts and rates that are open would cover its cost.");

    private static DecisionReason TooRisky() =>
        new("RISK_ABOVE_POLICY", null, "The risk of default is above what our policy allows at any terms that are open.");

    private string Money(decimal amount) => $"{amount.ToString("0.##", CultureInfo.InvariantCulture)} {product.Currency}";

    private string Money(double amount) => $"{amount.ToString("0.00", CultureInfo.InvariantCulture)} {product.Currency}";

    private static string Number(decimal value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
