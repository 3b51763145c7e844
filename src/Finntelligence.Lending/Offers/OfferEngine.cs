using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Finntelligence.Lending.Explanations;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Offers.Searching;
using Finntelligence.Lending.Pricing;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Offers;

/// <summary>Finds the offer with the greatest expected profit. Immutable; safe for any number of threads.</summary>
public sealed class OfferEngine
{
    private readonly ProductDefinition _product;
    private readonly OfferAxes _axes;
    private readonly OfferRanges _ranges;
    private readonly GridSearch _search;
    private readonly CardStep _card;
    private readonly ModelExplainer _risk;
    private readonly ModelExplainer _acceptance;
    private readonly DeclineReasons _declineReasons;
    private readonly ConcurrentBag<SearchScratch> _scratches = [];

    /// <summary>An engine over one pair of models.</summary>
    /// <exception cref="ArgumentException">A model of the other kind.</exception>
    public OfferEngine(ProductDefinition product, LoanModel risk, LoanModel acceptance)
    {
        if (risk.Kind != ModelKind.Risk)
            throw new ArgumentException("This is not a model of default.", nameof(risk));
        if (acceptance.Kind != ModelKind.Acceptance)
            throw new ArgumentException("This is not a model of acceptance.", nameof(acceptance));
        _product = product;
        _axes = new OfferAxes(product);
        _ranges = new OfferRanges(product, _axes);
        _search = new GridSearch(product, _axes, risk, acceptance);
        _card = new CardStep(product, _axes, _search);
        _risk = new ModelExplainer(product, risk);
        _acceptance = new ModelExplainer(product, acceptance);
        _declineReasons = new DeclineReasons(product, new PrincipalReasons(product, risk));
    }

    /// <summary>The best offer, or a decline with its reasons. Never throws for a valid request.</summary>
    public Decision Decide(OfferRequest request)
    {
        if (!_scratches.TryTake(out var scratch))
            scratch = _search.NewScratch();
        var decision = Decide(request, scratch);
        _scratches.Add(scratch);
        return decision;
    }

    private Decision Decide(OfferRequest request, SearchScratch scratch)
    {
        var range = _ranges.For(request.Applicant, request.RequestedAmount);
        var open = range.Within(_axes, request.Constraints, _product.RateCapOf(request.Applicant));
        var limits = InstallmentLimits.Of(_product, request);
        _search.Run(request.Applicant, open, limits.Least, scratch);
        var found = scratch.Best.TryBest(out var best);
        if (found)
            best = _card.Apply(request.Applicant, open, limits.Least, best, scratch);
        var summary = new SearchSummary(range.Count, scratch.Best.Feasible, scratch.Best.OutsideSupport);
        var explanation = request.Explain && found ? Explain(request.Applicant, best.Terms) : null;
        if (found && best.Profit > 0)
            return new Decision(Price(best), Alternatives(request, best, scratch.Best), [], summary, explanation);

        var findings = DeclineFindings.Of(_search, request.Applicant, open, limits.Least, scratch);
        var reasons = _declineReasons.Of(request, range.Grid(_axes), open.Grid(_axes), limits, findings);
        return new Decision(null, [], reasons, summary, explanation);
    }

    private DecisionExplanation Explain(Applicant applicant, in OfferTerms terms) =>
        new(_risk.Explain(applicant, terms), _acceptance.Explain(applicant, terms));

    private ImmutableArray<PricedOffer> Alternatives(OfferRequest request, in ScoredOffer chosen, BestOffers found)
    {
        var offers = found.AlternativesTo(chosen, request.Alternatives);
        var alternatives = new PricedOffer[offers.Length];
        for (var i = 0; i < offers.Length; i++)
            alternatives[i] = Price(offers[i]);
        return ImmutableCollectionsMarshal.AsImmutableArray(alternatives);
    }

    private PricedOffer Price(in ScoredOffer offer) => new()
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
