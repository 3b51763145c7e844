using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Offers.Searching;
using Finntelligence.Lending.Pricing;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Offers.Exploring;

/// <summary>
/// Scores every feasible offer of an applicant, with the figures that <see cref="OfferEngine"/> has for them. Immutable; safe for any
/// number of threads.
/// </summary>
public sealed class OfferExplorer
{
    private readonly ProductDefinition _product;
    private readonly OfferAxes _axes;
    private readonly OfferRanges _ranges;
    private readonly ModelGrid _risk;
    private readonly ModelGrid _acceptance;
    private readonly OfferSupport _support;
    private readonly double _greatestDefault;
    private readonly double _leastAcceptance;
    private readonly ConcurrentBag<Scratch> _scratches = [];

    /// <summary>An explorer of one pair of models.</summary>
    public OfferExplorer(ProductDefinition product, LoanModel risk, LoanModel acceptance)
    {
        _product = product;
        _axes = OfferAxes.Of(product);
        _ranges = new OfferRanges(product, _axes);
        _risk = new ModelGrid(risk);
        _acceptance = new ModelGrid(acceptance);
        _support = new OfferSupport(product, _axes, risk, acceptance);
        _greatestDefault = product.Policy.MaximumProbabilityOfDefault ?? 1;
        _leastAcceptance = product.Policy.MinimumProbabilityOfAcceptance ?? 0;
    }

    /// <summary>The whole surface. Never throws for a valid request.</summary>
    public OfferSurface Explore(OfferRequest request)
    {
        SurfaceOffer[] offers = [];
        var grid = Explore(request, ref offers);
        return new OfferSurface(grid, ImmutableCollectionsMarshal.AsImmutableArray(offers));
    }

    /// <summary>The whole surface, into an array that is used again for one applicant after the other.</summary>
    /// <param name="request">Valid.</param>
    /// <param name="offers">Takes a figure for each offer of the grid, in the order of <see cref="OfferSurface"/>; replaced where it is too short.</param>
    /// <returns>The axes.</returns>
    public OfferGrid Explore(OfferRequest request, ref SurfaceOffer[] offers)
    {
        var range = _ranges.For(request.Applicant, request.RequestedAmount)
            .Within(_axes, request.Constraints, _product.RateCapOf(request.Applicant));
        if (offers.Length < range.Count)
            offers = new SurfaceOffer[range.Count];
        if (range.Count > 0)
        {
            if (!_scratches.TryTake(out var scratch))
                scratch = new Scratch(new ModelScratch(_risk), new ModelScratch(_acceptance), new OffGridPrices(_product, _axes));
            Fill(request.Applicant, range, InstallmentLimits.Of(_product, request).Least, scratch, offers);
            _scratches.Add(scratch);
        }

        return range.Grid(_axes);
    }

    /// <summary>Why each offer of a surface is or is not open; the counts are those of <see cref="SearchSummary"/>.</summary>
    /// <param name="request">The one that was explored.</param>
    /// <param name="surface">Its surface.</param>
    /// <returns>In the order of <see cref="OfferSurface.Offers"/>.</returns>
    public ImmutableArray<OfferStanding> Standings(OfferRequest request, OfferSurface surface)
    {
        var range = _ranges.For(request.Applicant, request.RequestedAmount)
            .Within(_axes, request.Constraints, _product.RateCapOf(request.Applicant));
        if (range.Count == 0)
            return [];
        var standings = new OfferStanding[range.Count];
        var offGrid = new OffGridPrices(_product, _axes);
        offGrid.Begin(request.Applicant, range);
        var greatestInstallment = InstallmentLimits.Of(_product, request).Least;
        var strata = _support.Of(request.Applicant);
        var profile = _axes.Prices.ProfileOf(request.Applicant);
        var position = 0;
        for (var month = 0; month < range.Months.Length; month++)
        {
            for (var rate = 0; rate < range.Rates; rate++)
            {
                var prices = _axes.Prices.Row(profile, range.Months[month], rate, range.FirstAmount, range.OnGrid);
                for (var amount = 0; amount < range.OnGrid; amount++, position++)
                    standings[position] =
                        Standing(prices.IsWithin(amount, greatestInstallment), _support.Covers(strata, range.Months[month], rate, range.FirstAmount + amount), position);
                if (range.OffGrid is { } asked)
                {
                    standings[position] =
                        Standing(offGrid.IsWithin(month, rate, greatestInstallment), _support.Covers(strata, range.Months[month], rate, asked), position);
                    position++;
                }
            }
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(standings);

        OfferStanding Standing(bool within, bool covered, int position) =>
            !within ? OfferStanding.BeyondLimits
            : !covered ? OfferStanding.OutsideSupport
            : surface.Offers[position].IsFeasible ? OfferStanding.Feasible
            : OfferStanding.BeyondPolicy;
    }

    private void Fill(Applicant applicant, in OfferRange range, double greatestInstallment, Scratch scratch, SurfaceOffer[] offers)
    {
        var rates = _axes.RateValues.AsSpan(0, range.Rates);
        double[] buffer = [];
        var amounts = range.AmountValues(_axes, ref buffer);
        scratch.OffGrid.Begin(applicant, range);
        double[] months = [.. range.Months.Select(m => _axes.MonthValues[m])];
        _risk.Score(applicant, months, rates, amounts, scratch.Risk);
        _acceptance.Score(applicant, months, rates, amounts, scratch.Acceptance);
        var strata = _support.Of(applicant);
        var profile = _axes.Prices.ProfileOf(applicant);
        var profit = new ExpectedProfit(profile.LossGivenDefault);
        var position = 0;
        for (var month = 0; month < range.Months.Length; month++)
        {
            for (var rate = 0; rate < range.Rates; rate++)
            {
                var prices = _axes.Prices.Row(profile, range.Months[month], rate, range.FirstAmount, range.OnGrid);
                for (var amount = 0; amount < range.OnGrid; amount++)
                {
                    var feasible = prices.IsWithin(amount, greatestInstallment)
                        && _support.Covers(strata, range.Months[month], rate, range.FirstAmount + amount);
                    offers[position++] = feasible ? Offer(profit, prices.Of(amount), month, rate, amount, scratch) : SurfaceOffer.Infeasible;
                }

                if (range.OffGrid is { } asked)
                {
                    var feasible = scratch.OffGrid.IsWithin(month, rate, greatestInstallment)
                        && _support.Covers(strata, range.Months[month], rate, asked);
                    offers[position++] = feasible
                        ? Offer(profit, scratch.OffGrid.Of(month, rate), month, rate, range.OnGrid, scratch)
                        : SurfaceOffer.Infeasible;
                }
            }
        }
    }

    // Asked for each of thousands of offers of an applicant. Without profiles, as the console runs, the runtime would call it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private SurfaceOffer Offer(in ExpectedProfit profit, in LoanPrice price, int month, int rate, int amount, Scratch scratch)
    {
        var defaults = scratch.Risk.Probability(month, rate, amount);
        if (defaults > _greatestDefault)
            return SurfaceOffer.Infeasible;
        var acceptance = scratch.Acceptance.Probability(month, rate, amount);
        if (acceptance < _leastAcceptance)
            return SurfaceOffer.Infeasible;
        return new SurfaceOffer(profit.Of(acceptance, defaults, price.Margin, price.Exposure), acceptance, defaults);
    }

    private sealed record Scratch(ModelScratch Risk, ModelScratch Acceptance, OffGridPrices OffGrid);
}
