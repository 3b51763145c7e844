using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Finntelligence.Lending.Explanations;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Offers.Exact;
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
    private readonly ExactSearch _exact;
    private readonly CardStep _card;
    private readonly ModelExplainer _risk;
    private readonly ModelExplainer _acceptance;
    private readonly PrincipalReasons _principalReasons;
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
        _axes = OfferAxes.Of(product);
        _ranges = new OfferRanges(product, _axes);
        _search = new GridSearch(product, _axes, risk, acceptance);
        _exact = new ExactSearch(product, _axes, risk, acceptance, _search);
        _card = new CardStep(product, _axes, _search);
        _risk = new ModelExplainer(product, risk);
        _acceptance = new ModelExplainer(product, acceptance);
        _principalReasons = new PrincipalReasons(product, risk);
        _declineReasons = new DeclineReasons(product, _principalReasons);
    }

    /// <summary>What scores all offers at once by one of the models.</summary>
    internal ModelGrid GridOf(ModelKind kind) => kind == ModelKind.Risk ? _search.Risk : _search.Acceptance;

    /// <summary>The best offer, or a decline with its reasons. Never throws for a valid request.</summary>
    public Decision Decide(OfferRequest request)
    {
        if (!_scratches.TryTake(out var scratch))
            scratch = _search.NewScratch();
        var decision = Decide(request, scratch);
        _scratches.Add(scratch);
        return decision;
    }

    /// <summary>The decision with an offer of the grid that somebody else chose, as a price experiment does; all its figures are this engine's.</summary>
    /// <param name="request">As for <see cref="Decide(OfferRequest)"/>; the grid is searched in either mode.</param>
    /// <param name="terms">Of the offer to make.</param>
    /// <returns>The decision; null where the offer is not feasible for this request, or earns nothing.</returns>
    public Decision? DecideAt(OfferRequest request, in OfferTerms terms)
    {
        if (!_scratches.TryTake(out var scratch))
            scratch = _search.NewScratch();
        var range = _ranges.For(request.Applicant, request.RequestedAmount);
        var open = range.Within(_axes, request.Constraints, _product.RateCapOf(request.Applicant));
        var limits = InstallmentLimits.Of(_product, request);
        _search.Run(request.Applicant, open, limits.Least, scratch);
        var summary = new SearchSummary(range.Count, scratch.Best.Feasible, scratch.Best.OutsideSupport)
        {
            Reach = _search.Support.Of(request.Applicant).Reach,
        };
        var chosen = _search.OfferAt(request.Applicant, open, limits.Least, terms, scratch);
        Decision? decision = chosen is not null && TryOffer(request, scratch.Best, chosen, summary, out var made) ? made : null;
        _scratches.Add(scratch);
        return decision;
    }

    private Decision Decide(OfferRequest request, SearchScratch scratch)
    {
        var range = _ranges.For(request.Applicant, request.RequestedAmount);
        var open = range.Within(_axes, request.Constraints, _product.RateCapOf(request.Applicant));
        var limits = InstallmentLimits.Of(_product, request);
        _search.Run(request.Applicant, open, limits.Least, scratch);
        var summary = new SearchSummary(range.Count, scratch.Best.Feasible, scratch.Best.OutsideSupport)
        {
            Reach = _search.Support.Of(request.Applicant).Reach,
        };
        if (request.Search == SearchMode.Exact)
            return DecideExactly(request, range, open, limits, scratch, summary);
        if (TryOffer(request, scratch.Best, Choose(request, open, limits, scratch.Best, scratch), summary, out var decision))
            return decision;
        var findings = DeclineFindings.Of(_search, request.Applicant, open, limits.Least, scratch);
        return decision with { Reasons = _declineReasons.Of(request, range.Grid(_axes), open.Grid(_axes), limits, findings) };
    }

    private Decision DecideExactly(
        OfferRequest request, in OfferRange range, in OfferRange open, in InstallmentLimits limits, SearchScratch scratch, SearchSummary summary)
    {
        var all = _exact.Axes.For(range.Months, _ranges.AmountLimits(request.Applicant, request.RequestedAmount));
        var left = _exact.Axes.Within(all, open.Months, request.Constraints, _product.RateCapOf(request.Applicant));
        var exact = _exact.Rent();
        _exact.Run(request.Applicant, left, limits.Least, scratch.Best, exact);
        summary = summary with { Exact = Compare(scratch.Best, exact.Best) };
        if (!TryOffer(request, exact.Best, Choose(request, open, limits, exact.Best, scratch), summary, out var decision))
        {
            var findings = _exact.Findings(request.Applicant, left, limits.Least, exact);
            decision = decision with
            {
                Reasons = _declineReasons.Of(request, all.Ends(_exact.Axes, _axes), left.Ends(_exact.Axes, _axes), limits, findings),
            };
        }

        _exact.Return(exact);
        return decision;
    }

    private ExactSummary Compare(BestOffers grid, BestOffers exact)
    {
        double? before = grid.TryBest(out var onGrid) && onGrid.Profit > 0 ? onGrid.Profit : null;
        var after = exact.TryBest(out var best) && best.Profit > 0 ? best.Profit : 0;
        return new ExactSummary(_exact.Axes.Amounts.Step, _exact.Axes.Rates.Step, before, after - (before ?? 0));
    }

    // The best offer found, or the grid's best at the standard rate where that gains too little; null where nothing is feasible.
    private ScoredOffer? Choose(OfferRequest request, in OfferRange open, in InstallmentLimits limits, BestOffers found, SearchScratch scratch) =>
        found.TryBest(out var best) ? _card.Apply(request.Applicant, open, limits.Least, best, scratch) : null;

    // False for a decline, whose reasons are still to be found.
    private bool TryOffer(OfferRequest request, BestOffers found, in ScoredOffer? chosen, SearchSummary summary, out Decision decision)
    {
        if (chosen is not { } best)
        {
            decision = new Decision(null, [], [], summary, null);
            return false;
        }

        var offers = best.Profit > 0;
        decision = new Decision(
            offers ? Price(request, best) : null,
            offers ? Alternatives(request, best, found) : [],
            offers && request.Explain ? ReasonsForPrice(request.Applicant, best.Terms) : [],
            summary,
            request.Explain ? Explain(request.Applicant, best.Terms) : null);
        return offers;
    }

    // At the least rate nobody is worse off than another.
    private ImmutableArray<DecisionReason> ReasonsForPrice(Applicant applicant, in OfferTerms terms) =>
        terms.Rate > _product.Offer.Rate.Minimum ? _principalReasons.Against(applicant, terms) : [];

    private DecisionExplanation Explain(Applicant applicant, in OfferTerms terms) =>
        new(_risk.Explain(applicant, terms), _acceptance.Explain(applicant, terms));

    private ImmutableArray<PricedOffer> Alternatives(OfferRequest request, in ScoredOffer chosen, BestOffers found)
    {
        var offers = found.AlternativesTo(chosen, request.Alternatives);
        var alternatives = new PricedOffer[offers.Length];
        for (var i = 0; i < offers.Length; i++)
            alternatives[i] = Price(request, offers[i]);
        return ImmutableCollectionsMarshal.AsImmutableArray(alternatives);
    }

    private PricedOffer Price(OfferRequest request, in ScoredOffer offer)
    {
        var repayments = LoanPricing.Repay(_product.Economics, _product.RatePeriod, offer.Terms);
        return new PricedOffer
        {
            Terms = offer.Terms,
            Repayments = repayments,
            Schedule = request.Schedule ? LoanSchedule.Of(_product.Economics, _product.RatePeriod, offer.Terms) : [],
            Apr = LoanPricing.Apr(repayments),
            ProbabilityOfAcceptance = offer.Acceptance,
            ProbabilityOfDefault = offer.Default,
            Margin = offer.Price.Margin,
            ExpectedLoss = offer.Default * _axes.Prices.ProfileOf(request.Applicant).LossGivenDefault * offer.Price.Exposure,
            ExpectedProfit = offer.Profit,
        };
    }
}
