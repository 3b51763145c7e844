using Finntelligence.Lending.Explanations;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Pricing;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Offers;

/// <summary>Finds the offer with the greatest expected profit. Immutable; safe for any number of threads.</summary>
public sealed class OfferEngine
{
    private readonly ProductDefinition _product;
    private readonly OfferGrids _grids;
    private readonly OfferSearch _search;
    private readonly ModelExplainer _risk;
    private readonly ModelExplainer _acceptance;
    private readonly DeclineReasons _declineReasons;

    /// <summary>An engine over one pair of models.</summary>
    /// <exception cref="ArgumentException">A model of the other kind.</exception>
    public OfferEngine(ProductDefinition product, LoanModel risk, LoanModel acceptance)
    {
        if (risk.Kind != ModelKind.Risk)
            throw new ArgumentException("This is not a model of default.", nameof(risk));
        if (acceptance.Kind != ModelKind.Acceptance)
            throw new ArgumentException("This is not a model of acceptance.", nameof(acceptance));
        _product = product;
        _grids = new OfferGrids(product);
        _search = new OfferSearch(product, risk, acceptance);
        _risk = new ModelExplainer(product, risk);
        _acceptance = new ModelExplainer(product, acceptance);
        _declineReasons = new DeclineReasons(product, new PrincipalReasons(product, risk));
    }

    /// <summary>The best offer, or a decline with its reasons. Never throws for a valid request.</summary>
    public Decision Decide(OfferRequest request)
    {
        var grid = _grids.For(request.Applicant, request.RequestedAmount);
        var open = grid.Within(request.Constraints, _product.RateCapOf(request.Applicant));
        var limits = InstallmentLimits.Of(_product, request);
        var result = _search.Run(request.Applicant, open, limits.Least);
        var summary = new SearchSummary(grid.Count, result.Feasible, result.OutsideSupport);
        var explanation = request.Explain && result.Best is { } explained ? Explain(request.Applicant, explained.Terms) : null;
        return result.Best is { Profit: > 0 } best
            ? new Decision(Price(best), [.. result.AlternativesTo(best).Take(request.Alternatives).Select(Price)], [], summary, explanation)
            : new Decision(null, [], _declineReasons.Of(request, grid, open, limits, result), summary, explanation);
    }

    private DecisionExplanation Explain(Applicant applicant, in OfferTerms terms) =>
        new(_risk.Explain(applicant, terms), _acceptance.Explain(applicant, terms));

    private PricedOffer Price(ScoredOffer offer) => new()
    {
        Terms = offer.Terms,
        Installment = offer.Price.Installment,
        TotalInterest = offer.Price.TotalInterest,
        Apr = LoanPricing.Apr(offer.Terms, offer.Price.Installment),
        ProbabilityOfAcceptance = offer.Acceptance,
        ProbabilityOfDefault = offer.Default,
        Margin = offer.Price.Margin,
        ExpectedLoss = offer.Default * (double)_product.Economics.LossGivenDefault * (double)offer.Terms.Amount,
        ExpectedProfit = offer.Profit,
    };
}
