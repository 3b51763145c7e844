using System.Collections.Immutable;
using Finntelligence.Experiments.Definitions;
using Finntelligence.Lending.Offers.Exploring;
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
    /// <param name="allowance">The most expected profit that may be given up now, by the champion's models, whatever an arm's own say.</param>
    /// <returns>Null where the champion would decline: then nothing is drawn.</returns>
    public static ArmLaws? Of(ExperimentVersion version, Func<Arm, ArmChoice?> choices, decimal? cardRate, double allowance)
    {
        if (choices(version.Arms[0]) is not { } champion)
            return null;
        bool affordable(RateOffer offer) => champion.GivenUpBy(offer.Terms) <= Math.Max(0, allowance);
        return new ArmLaws(
        [
            .. version.Arms.Where(arm => !arm.Shadow).Select(arm => new ArmLaw(
                // Where an arm has no offer of its own, or none that may be made, it shows the champion's.
                arm, choices(arm) is { } choice && Law(arm, choice, cardRate, affordable) is { } law ? law : OfferLaw.Certain(champion.Best))),
        ]);
    }

    /// <summary>What an arm that does not draw would offer, were it alone.</summary>
    /// <param name="arm">Which.</param>
    /// <param name="choice">What its models would offer.</param>
    /// <param name="cardRate">The applicant's; null without one.</param>
    public static RateOffer Wish(Arm arm, ArmChoice choice, decimal? cardRate) => Wish(arm, choice, cardRate, _ => true)!;

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

    private static OfferLaw? Law(Arm arm, ArmChoice choice, decimal? cardRate, Func<RateOffer, bool> affordable)
    {
        if (arm.Exploration is { } exploration && OfferLaw.Of(exploration, choice.Offers, (offer, _) => affordable(offer), choice.Bags) is { } drawn)
            return drawn;
        return Wish(arm, choice, cardRate, affordable) is { } wish ? OfferLaw.Certain(wish) : null;
    }

    private static RateOffer? Wish(Arm arm, ArmChoice choice, decimal? cardRate, Func<RateOffer, bool> affordable)
    {
        var asked = arm.Policy switch
        {
            ArmPolicy.Card => choice.Offers.FirstOrDefault(o => o.Terms.Rate == cardRate),
            ArmPolicy.RateCard => choice.ByRateCard,
            _ => null,
        };
        return asked is { Profit: > 0 } && affordable(asked) ? asked : affordable(choice.Best) ? choice.Best : null;
    }
}

/// <summary>What a pair of models would offer an applicant.</summary>
/// <param name="Best">The offer without an experiment.</param>
/// <param name="Offers">The best offer at each rate, ascending.</param>
public sealed record ArmChoice(RateOffer Best, ImmutableArray<RateOffer> Offers)
{
    /// <summary>The offer by the learned rate card; null without one, and where it makes none.</summary>
    public RateOffer? ByRateCard { get; init; }

    /// <summary>Of Thompson: for each bagged pair the expected profit of each of the offers, −∞ where it would not make one.</summary>
    public IReadOnlyList<double[]>? Bags { get; init; }

    /// <summary>All offers that are open by these models; null to know of no other than those above.</summary>
    public OfferSurface? Surface { get; init; }

    /// <summary>
    /// The expected profit that an offer gives up by these models. One that they would not make, for want of support or since too many would default,
    /// gives up all of it.
    /// </summary>
    public double GivenUpBy(OfferTerms terms) => Best.Terms == terms ? 0 : Math.Max(0, Best.Profit - ProfitOf(terms));

    private double ProfitOf(OfferTerms terms) => Offers.FirstOrDefault(o => o.Terms == terms)?.Profit ?? Surface?.ProfitAt(terms) ?? 0;
}
