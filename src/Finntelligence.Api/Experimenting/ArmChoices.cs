using Finntelligence.Api.Pool;
using Finntelligence.Experiments.Definitions;
using Finntelligence.Experiments.Drawing;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Offers.Exploring;
using Finntelligence.Lending.Products;
using RateOffer = Finntelligence.Experiments.Drawing.RateOffer;

namespace Finntelligence.Api.Experimenting;

/// <summary>What the pairs of an experiment would offer one applicant; each pair is asked once. For one thread.</summary>
/// <param name="running">The experiment.</param>
/// <param name="served">The pair in service.</param>
/// <param name="request">Valid.</param>
/// <param name="plain">What the pair in service decided.</param>
internal sealed class ArmChoices(RunningExperiment running, ModelSnapshot served, OfferRequest request, Decision plain)
{
    private readonly Dictionary<ModelSnapshot, ArmChoice?> _known = [];
    private readonly Dictionary<ModelSnapshot, OfferSurface> _surfaces = [];

    /// <summary>What an arm's models would offer; null where they decline.</summary>
    public ArmChoice? Of(Arm arm)
    {
        var pair = running.Pairs.Of(arm, served);
        if (!_known.TryGetValue(pair, out var choice))
            _known[pair] = choice = Ask(pair);
        return choice is not null && arm.Exploration?.Bag is { } bag ? choice with { Bags = [.. bag.Pairs.Select(p => Votes(running.Pairs[p], choice))] } : choice;
    }

    private ArmChoice? Ask(ModelSnapshot pair)
    {
        // Nothing but the offer is asked of a pair that may not decide.
        var decision = pair == served ? plain : pair.Engine.Decide(request with { Alternatives = 0, Explain = false, Schedule = false, Disclosure = false });
        if (OneByOne(decision) is not { } best)
            return null;
        var surface = SurfaceOf(pair);
        return new ArmChoice(best, RateOffer.Of(surface))
        {
            ByRateCard = decision.RateCard?.ByCard is { } card ? new RateOffer(card.Terms, card.ExpectedProfit) : null,
            Surface = surface,
        };
    }

    private double[] Votes(ModelSnapshot pair, ArmChoice choice)
    {
        var surface = SurfaceOf(pair);
        return [.. choice.Offers.Select(o => surface.ProfitAt(o.Terms) ?? double.NegativeInfinity)];
    }

    private OfferSurface SurfaceOf(ModelSnapshot pair)
    {
        if (!_surfaces.TryGetValue(pair, out var surface))
            _surfaces[pair] = surface = pair.Explorer.Explore(request);
        return surface;
    }

    // Where the product offers by a card, the decision is the card's.
    private static RateOffer? OneByOne(Decision decision) => decision switch
    {
        { RateCard: { Use: RateCardUse.Offer, OneByOne: var other } } => other is null ? null : new RateOffer(other.Terms, other.ExpectedProfit),
        { Offer: { } offer } => new RateOffer(offer.Terms, offer.ExpectedProfit),
        _ => null,
    };
}
