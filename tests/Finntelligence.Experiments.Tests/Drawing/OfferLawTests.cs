using System.Collections.Immutable;
using Finntelligence.Experiments.Definitions;
using Finntelligence.Experiments.Drawing;
using Finntelligence.Lending.Products;
using Finntelligence.Trees.Numerics;

namespace Finntelligence.Experiments.Tests.Drawing;

public sealed class OfferLawTests
{
    // Rates 4 to 8; the best is 6.
    private static readonly ImmutableArray<RateOffer> Offers = Of(2, 7, 10, 9, 6);

    private static readonly Exploration Uniform = new() { Draw = DrawLaw.Uniform, ShareOfBest = 0.6 };

    [Fact]
    public void Uniform_gives_the_open_rates_the_same_chance()
    {
        var law = OfferLaw.Of(Uniform, Offers, double.PositiveInfinity)!;
        law.Offers.Select(o => o.Offer.Terms.Rate).ShouldBe([5m, 6, 7, 8]);
        law.Offers.ShouldAllBe(o => o.Probability == 0.25);
        law.Offers[law.Best].Offer.Profit.ShouldBe(10);
        law.ExpectedGivenUp(10).ShouldBe((3 + 0 + 1 + 4) / 4.0, 1e-12);
    }

    [Fact]
    public void A_band_a_share_and_what_is_left_to_give_up_close_rates_before_the_draw()
    {
        Rates(OfferLaw.Of(Uniform with { Band = 1 }, Offers, 100)!).ShouldBe([5m, 6, 7]);
        Rates(OfferLaw.Of(Uniform with { ShareOfBest = 0.9 }, Offers, 100)!).ShouldBe([6m, 7]);
        Rates(OfferLaw.Of(Uniform, Offers, 1)!).ShouldBe([6m, 7]);
        var none = OfferLaw.Of(Uniform, Offers, 0)!;
        Rates(none).ShouldBe([6m]);
        none.Offers[0].Probability.ShouldBe(1);
    }

    [Fact]
    public void Softmax_is_in_proportion_to_the_exponential_of_profit()
    {
        var law = OfferLaw.Of(new Exploration { Draw = DrawLaw.Softmax, ShareOfBest = 0.6, Temperature = 2 }, Offers, 100)!;
        double[] odds = [Math.Exp(-1.5), 1, Math.Exp(-0.5), Math.Exp(-2)];
        law.Offers.Select(o => o.Probability).ShouldBe(odds.Select(o => o / odds.Sum()), 1e-12);
    }

    [Fact]
    public void Thompson_counts_the_bags_that_a_rate_is_best_for()
    {
        double[][] bags = [[0, 1, 9, 2, 0], [0, 1, 3, 8, 0], [0, 1, 9, 2, 0], [99, 1, 9, 2, 0]];
        var law = OfferLaw.Of(new Exploration { Draw = DrawLaw.Thompson, ShareOfBest = 0.6, Floor = 0.2 }, Offers, 100, bags)!;
        // Open are 5, 6, 7, 8: the bag that wants 4 has its vote among these.
        law.Offers.Select(o => o.Probability).ShouldBe([0.05, (0.8 * 0.75) + 0.05, (0.8 * 0.25) + 0.05, 0.05], 1e-12);
        var bare = OfferLaw.Of(new Exploration { Draw = DrawLaw.Thompson, ShareOfBest = 0.6 }, Offers, 100, bags)!;
        Rates(bare).ShouldBe([6m, 7]);
    }

    [Fact]
    public void A_bag_that_would_make_no_open_offer_votes_for_the_best()
    {
        double no = double.NegativeInfinity;
        double[][] bags = [[no, no, no, no, no], [0, 9, no, 2, 0]];
        var law = OfferLaw.Of(new Exploration { Draw = DrawLaw.Thompson, ShareOfBest = 0.6 }, Offers, 100, bags)!;
        law.Offers.Select(o => (o.Offer.Terms.Rate, o.Probability)).ShouldBe([(5m, 0.5), (6m, 0.5)]);
    }

    [Fact]
    public void Where_nothing_earns_nothing_is_offered() => OfferLaw.Of(Uniform, Of(-3, 0, -1), 100).ShouldBeNull();

    // However the figures lie: probabilities are a law, the draw follows it, and no limit is broken.
    [Fact]
    public void The_propensity_is_the_probability_of_the_draw()
    {
        var random = new CounterRandom(5);
        ulong counter = 0;
        for (int trial = 0; trial < 200; trial++)
        {
            var offers = Of([.. Enumerable.Range(0, 8).Select(_ => (random.Uniform(counter++) * 20) - 4)]);
            double allowance = random.Uniform(counter++) * 10, share = 0.05 + (0.9 * random.Uniform(counter++));
            var exploration = (trial % 3) switch
            {
                0 => new Exploration { Draw = DrawLaw.Uniform, ShareOfBest = share },
                1 => new Exploration { Draw = DrawLaw.Softmax, ShareOfBest = share, Temperature = 3 },
                _ => new Exploration { Draw = DrawLaw.Thompson, ShareOfBest = share, Floor = 0.1 },
            };
            double[][] bags = [.. Enumerable.Range(0, 10).Select(_ => offers.Select(o => o.Profit + (random.Uniform(counter++) * 6)).ToArray())];
            if (OfferLaw.Of(exploration, offers, allowance, bags) is not { } law)
            {
                offers.Max(o => o.Profit).ShouldBeLessThanOrEqualTo(0);
                continue;
            }

            double best = offers.Max(o => o.Profit);
            law.Offers.Sum(o => o.Probability).ShouldBe(1, 1e-12);
            law.Offers.ShouldAllBe(o => o.Probability > 0 && o.Offer.Profit >= share * best - 1e-12 && best - o.Offer.Profit <= allowance + 1e-12 && o.Offer.Profit > 0);
            const int Draws = 4000;
            var counts = Enumerable.Range(0, Draws).CountBy(i => law.At((i + 0.5) / Draws).Offer.Terms.Rate).ToDictionary();
            foreach (var offer in law.Offers)
                ((double)counts.GetValueOrDefault(offer.Offer.Terms.Rate)).ShouldBe(offer.Probability * Draws, 1.01);
        }
    }

    [Fact]
    public void The_ends_of_the_draw_are_offers()
    {
        var law = OfferLaw.Of(Uniform, Offers, 100)!;
        law.At(0).ShouldBe(law.Offers[0]);
        law.At(Math.BitDecrement(1.0)).ShouldBe(law.Offers[^1]);
    }

    private static ImmutableArray<RateOffer> Of(params double[] profits) =>
        [.. profits.Select((profit, i) => new RateOffer(new OfferTerms(1000, 4, 4 + i), profit))];

    private static IEnumerable<decimal> Rates(OfferLaw law) => law.Offers.Select(o => o.Offer.Terms.Rate);
}
