using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Finntelligence.Lending.Explanations;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Offers.Exact;
using Finntelligence.Lending.Offers.Searching;
using Finntelligence.Lending.Pricing;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.RateCards;

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
    private readonly NearlyEqualStep? _nearlyEqual;
    private readonly MarkupStep? _markup;
    private readonly bool _keepsAmount;
    private readonly RateCardStep? _rateCard;
    private readonly ModelExplainer _risk;
    private readonly ModelExplainer _acceptance;
    private readonly PrincipalReasons _principalReasons;
    private readonly DeclineReasons _declineReasons;
    private readonly ConcurrentBag<SearchScratch> _scratches = [];

    /// <summary>An engine over one pair of models.</summary>
    /// <param name="product">What is offered.</param>
    /// <param name="risk">The model of default.</param>
    /// <param name="acceptance">The model of take-up.</param>
    /// <param name="card">The rate card in service, used as the product's <c>policy.rateCard</c> says; null to price one by one.</param>
    /// <exception cref="ArgumentException">A model of the other kind.</exception>
    public OfferEngine(ProductDefinition product, LoanModel risk, LoanModel acceptance, SegmentCard? card = null)
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
        _nearlyEqual = product.Policy.NearlyEqual is { } rule ? new NearlyEqualStep(rule, _search) : null;
        _markup = MarkupStep.Of(product, _axes, _search, risk, acceptance);
        _keepsAmount = AskedAmount.IsKept(risk, acceptance);
        _rateCard = card is null || product.Policy.RateCard is null ? null : new RateCardStep(product, _axes, _ranges, _search, card);
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
        var summary = SummaryOf(request, range, scratch);
        var chosen = _search.OfferAt(request.Applicant, open, limits.Least, terms, scratch);
        Decision? decision = chosen is not null && TryOffer(request, scratch.Best, chosen, null, summary, out var made) ? made with { Markup = null } : null;
        _scratches.Add(scratch);
        return decision;
    }

    private Decision Decide(OfferRequest request, SearchScratch scratch)
    {
        var range = _ranges.For(request.Applicant, request.RequestedAmount);
        var open = range.Within(_axes, request.Constraints, _product.RateCapOf(request.Applicant));
        var limits = InstallmentLimits.Of(_product, request);
        _search.Run(request.Applicant, open, limits.Least, scratch);
        var summary = SummaryOf(request, range, scratch);
        if (_keepsAmount && AskedAmount.Of(_search, request.Applicant, open, limits.Least, scratch) is var kept && kept.Amounts < open.Amounts)
        {
            open = kept;
            _search.Run(request.Applicant, open, limits.Least, scratch);
        }

        return _rateCard is { } card && _product.Policy.RateCard is { } use
            ? DecideBesideCard(card, use, request, range, open, limits, scratch, summary)
            : DecideOneByOne(request, range, open, limits, scratch, summary);
    }

    private SearchSummary SummaryOf(OfferRequest request, in OfferRange range, SearchScratch scratch)
    {
        var strata = _search.Support.Of(request.Applicant);
        return new SearchSummary(range.Count, scratch.Best.Feasible, scratch.Best.OutsideSupport)
        {
            Reach = strata.Reach,
            MonthsReach = strata.Months,
            KeepsAmount = _keepsAmount,
        };
    }

    private Decision DecideOneByOne(
        OfferRequest request, in OfferRange range, in OfferRange open, in InstallmentLimits limits, SearchScratch scratch, SearchSummary summary)
    {
        var marked = _markup?.Offers(request.Applicant, open, limits.Least, scratch);
        // Off the grid only expected profit is searched for.
        if (request.Search == SearchMode.Exact && marked is null)
            return DecideExactly(request, range, open, limits, scratch, summary);
        var asked = AskedTerms.Of(_product.Policy.Requested, _axes, request, open);
        ScoredOffer? chosen = marked is null
            ? Choose(request, open, limits, scratch.Best, asked, BestOf(asked, request, open, limits, scratch), scratch)
            : MarkupStep.Choose(marked, asked.Month is { } month ? _axes.Months[open.Months[month]] : null);
        if (TryOffer(request, scratch.Best, chosen, marked, summary, out var decision))
            return decision;
        var findings = DeclineFindings.Of(_search, request.Applicant, open, limits.Least, scratch);
        return decision with { Reasons = _declineReasons.Of(request, range.Grid(_axes), open.Grid(_axes), limits, findings) };
    }

    private Decision DecideBesideCard(
        RateCardStep card, RateCardUse use, OfferRequest request, in OfferRange range, in OfferRange open, in InstallmentLimits limits,
        SearchScratch scratch, SearchSummary summary)
    {
        var compared = use == RateCardUse.Compare ? request : request with { Alternatives = 0, Explain = false, Schedule = false };
        var oneByOne = DecideOneByOne(compared, range, open, limits, scratch, summary);
        var rate = card.RateOf(request);
        card.Search(request.Applicant, open, rate.At, limits.Least, scratch);
        var asked = AskedTerms.Of(_product.Policy.Requested, _axes, request, open);
        ScoredOffer? byCard = asked.Month is { } month && scratch.ByCard.TryBest(month, out var ofTerm) && ofTerm.Profit > 0
            ? ofTerm
            : scratch.ByCard.TryBest(out var best) ? best : null;
        var comparison = new CardComparison(
            use, rate.Cell.Name, rate.At < 0 ? null : _axes.Rates[rate.At],
            byCard is { Profit: > 0 } offer ? new ComparedOffer(offer.Terms, offer.Acceptance, offer.Default, offer.Profit) : null,
            oneByOne.Offer is { } other ? new ComparedOffer(other.Terms, other.ProbabilityOfAcceptance, other.ProbabilityOfDefault, other.ExpectedProfit) : null);
        if (use == RateCardUse.Compare)
            return oneByOne with { RateCard = comparison };
        if (!TryOffer(request, scratch.ByCard, byCard, null, oneByOne.Search, out var decision))
        {
            var only = AtRate(rate.At);
            var findings = DeclineFindings.Of(
                _search, request.Applicant, open, rate.At < 0 ? (0, 0) : (rate.At, Math.Min(rate.At + 1, open.Rates)), limits.Least, scratch.ByCard, scratch);
            decision = decision with
            {
                Reasons = _declineReasons.Of(
                    request, range.Grid(_axes) with { Rates = only },
                    open.Grid(_axes) with { Rates = rate.At >= 0 && rate.At < open.Rates ? only : [] }, limits, findings),
            };
        }

        return decision with { RateCard = comparison, Markup = null };
    }

    // Where the limits of policy are below the least rate, that one stands for the card's.
    private ImmutableArray<decimal> AtRate(int at) => [_axes.Rates[Math.Max(0, at)]];

    private Decision DecideExactly(
        OfferRequest request, in OfferRange range, in OfferRange open, in InstallmentLimits limits, SearchScratch scratch, SearchSummary summary)
    {
        var all = _exact.Axes.For(range.Months, _ranges.AmountLimits(request.Applicant, request.RequestedAmount), range.OffGrid);
        // The asked amount may lie above the grid's greatest, never a step away.
        var constraints = _keepsAmount && open.Amounts > 0
            ? request.Constraints with { MinimumAmount = Math.Max(open.LeastAmount(_axes), request.Constraints.MinimumAmount ?? 0) }
            : request.Constraints;
        var left = _exact.Axes.Within(all, open.Months, constraints, _product.RateCapOf(request.Applicant));
        var exact = _exact.Rent();
        _exact.Run(request.Applicant, left, limits.Least, scratch.Best, exact);
        summary = summary with { Exact = Compare(scratch.Best, exact.Best) };
        var asked = AskedTerms.Of(_product.Policy.Requested, _axes, request, open);
        var chosen = Choose(request, open, limits, exact.Best, asked, BestOf(asked, request, left, limits), scratch);
        if (!TryOffer(request, exact.Best, chosen, null, summary, out var decision))
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

    // The best offer as asked for, else the best found; or, of the grid, the best of these at the standard rate where that gains too little, or one of them
    // that earns nearly the same; null where nothing is feasible.
    private ScoredOffer? Choose(
        OfferRequest request, in OfferRange open, in InstallmentLimits limits, BestOffers found, in AskedTerms asked, in ScoredOffer? asAsked,
        SearchScratch scratch)
    {
        if (!found.TryBest(out var best))
            return null;
        var (terms, chosen) = asAsked is { Profit: > 0 } kept ? (asked, kept) : (default, best);
        return _nearlyEqual is { } step
            ? step.Apply(request.Applicant, open, terms, limits.Least, chosen, scratch)
            : _card.Apply(request.Applicant, open, terms, limits.Least, chosen, scratch);
    }

    private ScoredOffer? BestOf(in AskedTerms asked, OfferRequest request, in OfferRange open, in InstallmentLimits limits, SearchScratch scratch) =>
        asked.Any ? _search.BestOf(asked, open, _search.FeasibilityOf(request.Applicant, open, limits.Least, scratch), scratch) : null;

    private ScoredOffer? BestOf(in AskedTerms asked, OfferRequest request, in LatticeRange left, in InstallmentLimits limits)
    {
        if (!asked.Any)
            return null;
        var range = asked.Amount is null ? left : left.Greatest();
        if (asked.Month is { } month)
            range = range with { Months = [range.Months[month]] };
        var (exact, nothing) = (_exact.Rent(), new BestOffers());
        nothing.Clear(range.Months.Length);
        _exact.Run(request.Applicant, range, limits.Least, nothing, exact);
        ScoredOffer? best = exact.Best.TryBest(out var found) ? found : null;
        _exact.Return(exact);
        return best;
    }

    // False for a decline, whose reasons are still to be found.
    private bool TryOffer(
        OfferRequest request, BestOffers found, in ScoredOffer? chosen, List<ScoredOffer>? marked, SearchSummary summary, out Decision decision)
    {
        if (chosen is not { } best)
        {
            decision = new Decision(null, [], [], summary, null) { Markup = _markup?.Pricing };
            return false;
        }

        var offers = best.Profit > 0;
        decision = new Decision(
            offers ? Price(request, best) : null,
            offers ? Alternatives(request, best, found, marked) : [],
            offers && request.Explain ? ReasonsForPrice(request.Applicant, best.Terms) : [],
            summary,
            request.Explain ? Explain(request.Applicant, best.Terms) : null)
        {
            Markup = _markup?.Pricing,
        };
        return offers;
    }

    // At the least rate nobody is worse off than another.
    private ImmutableArray<DecisionReason> ReasonsForPrice(Applicant applicant, in OfferTerms terms) =>
        terms.Rate > _product.Offer.Rate.Minimum ? _principalReasons.Against(applicant, terms) : [];

    private DecisionExplanation Explain(Applicant applicant, in OfferTerms terms) =>
        new(_risk.Explain(applicant, terms), _acceptance.Explain(applicant, terms));

    private ImmutableArray<PricedOffer> Alternatives(OfferRequest request, in ScoredOffer chosen, BestOffers found, List<ScoredOffer>? marked)
    {
        var offers = marked is null
            ? found.AlternativesTo(chosen, request.Alternatives)
            : CollectionsMarshal.AsSpan(marked)[1..Math.Min(1 + request.Alternatives, marked.Count)];
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
