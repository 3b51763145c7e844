using System.Runtime.CompilerServices;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Pricing;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Offers.Searching;

/// <summary>
/// Finds the best offers of a range of the grid, in three steps. Both models score all offers at once (<see cref="ModelGrid"/>).
/// Each stretch of offers gets an upper bound of its expected profits. Stretches, and in them offers, are then computed in full
/// where the bound reaches the best profit found so far. So the answer is that of computing every offer, for a small part of
/// the work. Immutable; safe for any number of threads, each with its own scratch.
/// </summary>
internal sealed class GridSearch
{
    // Far more than the rounding of a bound's arithmetic.
    private const double Safety = 1e-9;

    private readonly ProductDefinition _product;
    private readonly OfferAxes _axes;

    public GridSearch(ProductDefinition product, OfferAxes axes, LoanModel risk, LoanModel acceptance)
    {
        (_product, _axes) = (product, axes);
        Risk = new ModelGrid(risk);
        Acceptance = new ModelGrid(acceptance);
        Support = new OfferSupport(product, axes, risk, acceptance);
    }

    /// <summary>The model of default.</summary>
    public ModelGrid Risk { get; }

    /// <summary>The model of take-up.</summary>
    public ModelGrid Acceptance { get; }

    /// <summary>The history of both.</summary>
    public OfferSupport Support { get; }

    /// <summary>Scratch for this search.</summary>
    public SearchScratch NewScratch() => new(Risk, Acceptance, new OffGridPrices(_product, _axes));

    /// <summary>Searches a range.</summary>
    /// <param name="applicant">Who asks.</param>
    /// <param name="range">What constraints and rate cap leave.</param>
    /// <param name="greatestInstallment">Offers with a greater one are not feasible.</param>
    /// <param name="scratch">Takes the result.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Run(Applicant applicant, in OfferRange range, double greatestInstallment, SearchScratch scratch)
    {
        scratch.Best.Clear(range.Months.Length);
        if (range.Count == 0)
            return;
        Score(applicant, range, scratch);
        var onGrid = range.OnGrid;
        var feasibility = FeasibilityOf(applicant, range, greatestInstallment, scratch);
        for (var month = 0; month < range.Months.Length; month++)
        {
            for (var rate = 0; rate < range.Rates; rate++)
                Bound(range, feasibility, month, rate, scratch);
            for (var tier = 0; tier < Stretches.Tiers; tier++)
                Choose(range, feasibility, month, tier, scratch);
        }

        if (onGrid < range.Amounts)
            SearchOffGrid(range, feasibility, scratch);
    }

    /// <summary>Which offers of a range that has been searched are feasible.</summary>
    public Feasibility FeasibilityOf(Applicant applicant, in OfferRange range, double greatestInstallment, SearchScratch scratch) =>
        new(_axes, Support, applicant, range, greatestInstallment, _product.Policy, scratch);

    /// <summary>An offer in full.</summary>
    /// <param name="range">What is searched.</param>
    /// <param name="feasibility">Of the range.</param>
    /// <param name="month">Position within the range.</param>
    /// <param name="rate">Position within the range.</param>
    /// <param name="amount">Position within the range.</param>
    /// <param name="scratch">Holds the scores.</param>
    public ScoredOffer Offer(in OfferRange range, in Feasibility feasibility, int month, int rate, int amount, SearchScratch scratch) =>
        Offer(range, feasibility, feasibility.PriceOf(feasibility.Prices(month, rate), month, rate, amount), month, rate, amount, scratch);

    /// <summary>An offer in full, by its price.</summary>
    public ScoredOffer Offer(
        in OfferRange range, in Feasibility feasibility, in LoanPrice price, int month, int rate, int amount, SearchScratch scratch) =>
        Offer(range, feasibility.Profit, price, month, rate, amount, scratch);

    /// <summary>The best feasible offer that keeps to what was asked for; null where none is feasible.</summary>
    /// <param name="asked">Positions within the range.</param>
    /// <param name="range">Has just been searched.</param>
    /// <param name="feasibility">Of the range.</param>
    /// <param name="scratch">Holds the scores and what the search found.</param>
    public ScoredOffer? BestOf(in AskedTerms asked, in OfferRange range, in Feasibility feasibility, SearchScratch scratch)
    {
        if (asked.Amount is not { } amount)
            return asked.Month is { } only && scratch.Best.TryBest(only, out var ofTerm) ? ofTerm : null;
        ScoredOffer? best = null;
        for (var month = asked.Month ?? 0; month < (asked.Month + 1 ?? range.Months.Length); month++)
        {
            for (var rate = range.Rates - 1; rate >= 0; rate--)
            {
                if (best is { } found && amount >= range.OnGrid && OffGridBound(feasibility, month, rate, amount, scratch) < found.Profit)
                    continue;
                var price = feasibility.PriceOf(feasibility.Prices(month, rate), month, rate, amount);
                if (!feasibility.IsFeasible(price, month, rate, amount))
                    continue;
                var offer = Offer(range, feasibility, price, month, rate, amount, scratch);
                if (best is null || offer.IsBetterThan(best.Value))
                    best = offer;
            }
        }

        return best;
    }

    /// <summary>The offer of some terms in a range that has been searched; null where it is not on the grid or not feasible.</summary>
    public ScoredOffer? OfferAt(Applicant applicant, in OfferRange range, double greatestInstallment, in OfferTerms terms, SearchScratch scratch)
    {
        var (month, rate) = (range.Months.IndexOf(_axes.Months.IndexOf(terms.Months)), _axes.Rates.IndexOf(terms.Rate));
        var onGrid = _axes.Amounts.IndexOf(terms.Amount) - range.FirstAmount;
        var amount = terms.Amount == range.OffGrid ? range.OnGrid : onGrid < range.OnGrid ? onGrid : -1;
        if (month < 0 || rate < 0 || rate >= range.Rates || amount < 0)
            return null;
        var feasibility = FeasibilityOf(applicant, range, greatestInstallment, scratch);
        var price = feasibility.PriceOf(feasibility.Prices(month, rate), month, rate, amount);
        return feasibility.IsFeasible(price, month, rate, amount) ? Offer(range, feasibility, price, month, rate, amount, scratch) : null;
    }

    private ScoredOffer Offer(
        in OfferRange range, in ExpectedProfit profit, in LoanPrice price, int month, int rate, int amount, SearchScratch scratch)
    {
        double defaults = scratch.Risk.Probability(month, rate, amount);
        double acceptance = scratch.Acceptance.Probability(month, rate, amount);
        return new ScoredOffer(
            range.Terms(_axes, month, rate, amount),
            price,
            acceptance,
            defaults,
            profit.Of(acceptance, defaults, price.Margin, price.Exposure));
    }

    private void Score(Applicant applicant, in OfferRange range, SearchScratch scratch)
    {
        var months = scratch.Months(range.Months.Length);
        for (var m = 0; m < months.Length; m++)
            months[m] = _axes.MonthValues[range.Months[m]];
        var rates = _axes.RateValues.AsSpan(0, range.Rates);
        var amounts = scratch.Amounts(_axes, range);
        scratch.OffGrid.Begin(applicant, range);
        Risk.Score(applicant, months, rates, amounts, scratch.Risk);
        Acceptance.Score(applicant, months, rates, amounts, scratch.Acceptance);
    }

    // The stretches of one term and rate, which have their prices, and mostly their support, in common. Counts them on the way.
    private static void Bound(in OfferRange range, in Feasibility feasibility, int month, int rate, SearchScratch scratch)
    {
        var prices = feasibility.Prices(month, rate);
        var affordable = feasibility.Affordable(prices, out var tight);
        var maybe = feasibility.MayBeSupported(month, rate);
        for (var tier = 0; tier < Stretches.Tiers; tier++)
        {
            ref var bound = ref scratch.Bounds(range, month, tier)[rate];
            bound = double.NegativeInfinity;
            var from = Stretches.StartOf(tier, range.Amounts);
            var to = Math.Min(Stretches.StartOf(tier + 1, range.Amounts), affordable);
            if (from >= to)
                continue;
            var payable = feasibility.Payable(prices, from, to, tight);
            var supported = maybe ? feasibility.Supported(prices, month, rate, from, to, tight) : 0;
            scratch.Best.OutsideSupport += payable - supported;
            if (supported == 0)
                continue;
            var defaults = scratch.Risk.Bounds(month, rate, from, to);
            var feasible = feasibility.Feasible(prices, month, rate, from, to, supported, defaults);
            scratch.Best.Feasible += feasible;
            if (feasible > 0)
            {
                bound = feasibility.Profit.Bound(
                    scratch.Acceptance.Bounds(month, rate, from, to), defaults, prices.GreatestMargin(to - 1), prices.LeastExposure(from));
            }
        }
    }

    // Begins with the stretch of the greatest bound, so that few others reach the profit found there.
    private void Choose(in OfferRange range, in Feasibility feasibility, int month, int tier, SearchScratch scratch)
    {
        var bounds = scratch.Bounds(range, month, tier);
        var first = IndexOfGreatest(bounds);
        Compute(range, feasibility, month, tier, first, scratch);
        for (var rate = 0; rate < bounds.Length; rate++)
        {
            if (rate != first && bounds[rate] >= scratch.Best.ProfitOf(month, tier))
                Compute(range, feasibility, month, tier, rate, scratch);
        }
    }

    private void Compute(in OfferRange range, in Feasibility feasibility, int month, int tier, int rate, SearchScratch scratch)
    {
        var prices = feasibility.Prices(month, rate);
        // Of the grid alone: no other is affordable here.
        var to = Math.Min(Stretches.StartOf(tier + 1, range.Amounts), feasibility.Affordable(prices, out _));
        var least = scratch.Best.ProfitOf(month, tier);
        for (var amount = to - 1; amount >= Stretches.StartOf(tier, range.Amounts); amount--)
        {
            var bound = feasibility.Profit.Bound(
                scratch.Acceptance.Bounds(month, rate, amount),
                scratch.Risk.Bounds(month, rate, amount),
                prices.MarginOf(amount),
                prices.ExposureOf(amount));
            // A bound equal to the best profit may be an equal profit, which the customer's interest then decides.
            if (bound >= least && feasibility.IsFeasible(prices, month, rate, amount))
            {
                scratch.Best.Add(month, tier, Offer(range, feasibility.Profit, prices.Of(amount), month, rate, amount, scratch));
                least = scratch.Best.ProfitOf(month, tier);
            }
        }
    }

    // The amount that is not of the grid. What it brings nobody has worked out before, so that is done only where a bound reaches the best.
    private void SearchOffGrid(in OfferRange range, in Feasibility feasibility, SearchScratch scratch)
    {
        var amount = range.OnGrid;
        var tier = Stretches.TierOf(amount, range.Amounts);
        for (var month = 0; month < range.Months.Length; month++)
        {
            // From the greatest rates down, for that is where the best offers mostly are.
            for (var rate = range.Rates - 1; rate >= 0; rate--)
            {
                if (!feasibility.IsOffGridPayable(month, rate))
                    continue;
                if (!feasibility.IsSupported(month, rate, amount))
                {
                    scratch.Best.OutsideSupport++;
                    continue;
                }

                if (!feasibility.IsWithinPolicy(month, rate, amount))
                    continue;
                scratch.Best.Feasible++;
                if (OffGridBound(feasibility, month, rate, amount, scratch) >= scratch.Best.ProfitOf(month, tier))
                    scratch.Best.Add(month, tier, Offer(range, feasibility.Profit, scratch.OffGrid.Of(month, rate), month, rate, amount, scratch));
            }
        }
    }

    private static double OffGridBound(in Feasibility feasibility, int month, int rate, int amount, SearchScratch scratch)
    {
        var bound = feasibility.Profit.Bound(
            scratch.Acceptance.Bounds(month, rate, amount),
            scratch.Risk.Bounds(month, rate, amount),
            scratch.OffGrid.MarginBound(month, rate),
            scratch.OffGrid.ExposureBound(month, rate));
        return bound + Math.Abs(bound) * Safety;
    }

    private static int IndexOfGreatest(ReadOnlySpan<double> values)
    {
        var greatest = 0;
        for (var i = 1; i < values.Length; i++)
        {
            if (values[i] > values[greatest])
                greatest = i;
        }

        return greatest;
    }
}
