using System.Collections.Immutable;
using Finntelligence.Experiments.Definitions;
using Finntelligence.Lending.Products;

namespace Finntelligence.Experiments.Drawing;

/// <summary>What an arm would do for one applicant.</summary>
/// <param name="Arm">Which.</param>
/// <param name="Law">By which it draws its offer.</param>
public sealed record ArmLaw(Arm Arm, OfferLaw Law);

/// <summary>
/// What all arms together would do for one applicant. An offer's propensity is its probability over arms and draws: an arm that always makes
/// one offer says nothing of the others by itself, but who got which arm was drawn too.
/// </summary>
/// <param name="Arms">Those that are shown.</param>
public sealed record ArmLaws(ImmutableArray<ArmLaw> Arms)
{
    /// <summary>The laws of a version's arms.</summary>
    /// <param name="version">In force.</param>
    /// <param name="choices">What each arm's models would offer; null where they decline.</param>
    /// <param name="cardRate">The applicant's; null without one.</param>
    /// <param name="allowance">The most expected profit that may be given up now.</param>
    /// <returns>Null where the champion would decline: then nothing is drawn.</returns>
    public static ArmLaws? Of(ExperimentVersion version, Func<Arm, ArmChoice?> choices, decimal? cardRate, double allowance)
    {
        if (choices(version.Arms[0]) is not { } champion)
            return null;
        return new ArmLaws(
        [
            .. version.Arms.Where(arm => !arm.Shadow).Select(arm =>
            {
                // Where an arm has no offer of its own, it shows the champion's.
                var choice = choices(arm) ?? champion;
                return new ArmLaw(arm, Law(arm, choice, cardRate, allowance));
            }),
        ]);
    }

    /// <summary>The arm's law.</summary>
    public OfferLaw this[Arm arm] => Arms.First(a => a.Arm == arm).Law;

    /// <summary>The probability that these terms were offered.</summary>
    public double Propensity(OfferTerms terms) =>
        Arms.Sum(a => a.Arm.Share * a.Law.Offers.Where(o => o.Offer.Terms == terms).Sum(o => o.Probability));

    /// <summary>Every offer that could have been made, by rate, with its propensity: together 1.</summary>
    public ImmutableArray<DrawnOffer> Support() =>
    [
        .. Arms.SelectMany(a => a.Law.Offers).DistinctBy(o => o.Offer.Terms).OrderBy(o => o.Offer.Terms.Rate).ThenBy(o => o.Offer.Terms.Months).ThenBy(o => o.Offer.Terms.Amount)
            .Select(o => new DrawnOffer(o.Offer, Propensity(o.Offer.Terms))),
    ];

    private static OfferLaw Law(Arm arm, ArmChoice choice, decimal? cardRate, double allowance)
    {
        if (arm.Exploration is { } exploration)
            return OfferLaw.Of(exploration, choice.Offers, allowance) ?? OfferLaw.Certain(choice.Best);
        bool affordable(RateOffer offer) => offer.Profit > 0 && choice.Best.Profit - offer.Profit <= allowance;
        return OfferLaw.Certain(
            arm.Policy == ArmPolicy.Card ? choice.Offers.FirstOrDefault(o => o.Terms.Rate == cardRate && affordable(o)) ?? choice.Best : choice.Best);
    }
}

/// <summary>What a pair of models would offer an applicant.</summary>
/// <param name="Best">The offer without an experiment.</param>
/// <param name="Offers">The best offer at each rate, ascending.</param>
public sealed record ArmChoice(RateOffer Best, ImmutableArray<RateOffer> Offers);
