using System.Collections.Immutable;
using Finntelligence.Experiments.Assigning;
using Finntelligence.Experiments.Definitions;
using Finntelligence.Experiments.Drawing;
using Finntelligence.Lending.Products;

namespace Finntelligence.Experiments.Tests.Drawing;

public sealed class ArmLawsTests
{
    private static readonly ImmutableArray<RateOffer> Offers =
        [.. ((double[])[2, 7, 10, 9, 6]).Select((profit, i) => new RateOffer(new OfferTerms(1000, 4, 4 + i), profit))];

    private static readonly ArmChoice Choice = new(Offers[2], Offers);
    private static readonly Exploration Uniform = new() { Draw = DrawLaw.Uniform, ShareOfBest = 0.85 };

    private static readonly ExperimentVersion Version = Definitions.Experiments.Current with
    {
        Arms =
        [
            new("champion", 0.7, ArmPolicy.Engine, null, false, null), new("explore", 0.2, ArmPolicy.Engine, null, false, Uniform),
            new("card", 0.1, ArmPolicy.Card, null, false, null), new("next", 0, ArmPolicy.Engine, new PairOfVersions(3, 2), true, null),
        ],
        LeaveOut = [],
    };

    [Fact]
    public void The_propensity_is_over_arms_and_draws()
    {
        var laws = ArmLaws.Of(Version, _ => Choice, cardRate: 8, allowance: 100)!;
        laws.Arms.Length.ShouldBe(3);
        // 6 by the champion, and half of the exploring draws; 7 the other half; 8 by the card.
        laws.Propensity(Offers[2].Terms).ShouldBe(0.8, 1e-12);
        laws.Propensity(Offers[3].Terms).ShouldBe(0.1, 1e-12);
        laws.Propensity(Offers[4].Terms).ShouldBe(0.1, 1e-12);
        laws.Propensity(Offers[0].Terms).ShouldBe(0);
        laws.Support().Sum(o => o.Probability).ShouldBe(1, 1e-12);
    }

    [Fact]
    public void Many_applicants_get_offers_as_often_as_the_propensity_says()
    {
        var laws = ArmLaws.Of(Version, _ => Choice, 8, 100)!;
        const int People = 20_000;
        var counts = Enumerable.Range(0, People).CountBy(i =>
        {
            var assigned = Assignment.Of(Version, $"client-{i}", Definitions.Experiments.Applicant(2))!;
            return laws[assigned.Arm].At(assigned.Uniform).Offer.Terms;
        }).ToDictionary();
        foreach (var offer in laws.Support())
            ((double)counts[offer.Offer.Terms] / People).ShouldBe(offer.Probability, 4 * Math.Sqrt(offer.Probability * (1 - offer.Probability) / People));
    }

    [Fact]
    public void What_may_not_be_given_up_is_given_up_by_no_arm()
    {
        var laws = ArmLaws.Of(Version, _ => Choice, 8, allowance: 0)!;
        laws.Support().ShouldHaveSingleItem().Offer.Terms.Rate.ShouldBe(6);
        laws.Propensity(Offers[2].Terms).ShouldBe(1, 1e-12);
    }

    [Fact]
    public void What_an_arm_with_models_of_its_own_may_give_up_the_champion_s_say()
    {
        // By its own models 8 is best and worth twice what the champion's say of 6.
        var own = new ArmChoice(new RateOffer(Offers[4].Terms, 20), [.. Offers.Select((o, i) => o with { Profit = i * 5 })]);
        var version = Version with
        {
            Arms = [new("champion", 0.5, ArmPolicy.Engine, null, false, null), new("challenger", 0.5, ArmPolicy.Engine, new PairOfVersions(3, 2), false, null)],
        };
        ArmChoice? Choices(Arm arm) => arm.Models is null ? Choice : own;

        // The champion's models say that 8 gives up 4.
        ArmLaws.Of(version, Choices, null, allowance: 4)![version.Arms[1]].Offers.ShouldHaveSingleItem().Offer.Terms.Rate.ShouldBe(8);
        ArmLaws.Of(version, Choices, null, allowance: 3.9)![version.Arms[1]].Offers.ShouldHaveSingleItem().Offer.Terms.Rate.ShouldBe(6);
        // What the champion's models would not make at all gives up everything.
        Choice.GivenUpBy(new OfferTerms(900, 6, 6)).ShouldBe(10);
    }

    [Fact]
    public void An_arm_of_the_rate_card_makes_the_card_s_offer_and_the_engine_s_where_the_card_makes_none()
    {
        var version = Version with { Arms = [new("champion", 0.5, ArmPolicy.Engine, null, false, null), new("learned", 0.5, ArmPolicy.RateCard, null, false, null)] };
        ArmLaws.Of(version, _ => Choice with { ByRateCard = Offers[1] }, null, 100)![version.Arms[1]].Offers.ShouldHaveSingleItem().Offer.ShouldBe(Offers[1]);
        ArmLaws.Of(version, _ => Choice with { ByRateCard = Offers[1] }, null, 2)![version.Arms[1]].Offers.ShouldHaveSingleItem().Offer.ShouldBe(Offers[2]);
        ArmLaws.Of(version, _ => Choice, null, 100)![version.Arms[1]].Offers.ShouldHaveSingleItem().Offer.ShouldBe(Offers[2]);
    }

    [Fact]
    public void Where_the_champion_declines_nothing_is_drawn_and_an_arm_that_declines_shows_the_champion_s_offer()
    {
        ArmLaws.Of(Version, arm => arm.Name == "champion" ? null : Choice, 8, 100).ShouldBeNull();
        ArmLaws.Of(Version, arm => arm.Name == "champion" ? Choice : null, 8, 100)![Version.Arms[1]].Offers.ShouldNotBeEmpty();
    }
}
