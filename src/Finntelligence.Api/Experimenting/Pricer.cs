using System.Collections.Immutable;
using Finntelligence.Api.Pool;
using Finntelligence.Decisions.Records;
using Finntelligence.Experiments.Assigning;
using Finntelligence.Experiments.Drawing;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;

namespace Finntelligence.Api.Experimenting;

/// <summary>Decides, with a price experiment where one runs and the applicant is in it.</summary>
internal sealed class Pricer(ExperimentBoard board)
{
    /// <summary>The decision, and how it was chosen.</summary>
    /// <param name="snapshot">Whose models decide.</param>
    /// <param name="request">Valid.</param>
    /// <param name="key">What the client calls the applicant; null where it did not say.</param>
    /// <param name="now">When.</param>
    public PricedDecision Decide(ModelSnapshot snapshot, OfferRequest request, string? key, DateTimeOffset now)
    {
        var plain = snapshot.Engine.Decide(request);
        // The exact search leaves the grid on which propensities are computed; a decline has no price.
        if (board.Current is not { } running || running.Product.Sha256 != snapshot.Product.Sha256 || request.Search == SearchMode.Exact || plain.Offer is not { } best
            || Assignment.Of(running.Version, key, request.Applicant) is not { } assigned)
        {
            return PricedDecision.Plain(plain);
        }

        var offers = RateOffer.Of(snapshot.Explorer.Explore(request));
        var choice = new ArmChoice(new RateOffer(best.Terms, best.ExpectedProfit), offers);
        var card = CardRate.Of(snapshot.Product, request.Applicant);
        // Only the draw itself waits for others: what is left to give up limits it.
        var (laws, drawn, given) = running.GivenUp.Within(now, allowance =>
        {
            var all = ArmLaws.Of(running.Version, _ => choice, card, allowance)!;
            var offer = all[assigned.Arm].At(assigned.Uniform).Offer;
            var cost = Math.Max(0, choice.Best.Profit - offer.Profit);
            return ((all, offer, cost), cost);
        });
        if (snapshot.Engine.DecideAt(request, drawn.Terms) is not { } decision)
            throw new InvalidOperationException("An offer of the surface is none of the search.");
        return new PricedDecision(
            decision, ArmPolicyName.Of(running.Version, assigned.Arm), laws.Propensity(drawn.Terms), new DrawnPrice(running.Version.Version, assigned.Arm.Name, given, laws.Support()));
    }
}

/// <summary>A decision, and how its offer was chosen.</summary>
/// <param name="Decision">The decision.</param>
/// <param name="Policy">As the log has it.</param>
/// <param name="Propensity">Probability with which this offer was chosen.</param>
/// <param name="Drawn">What the experiment did; null without one.</param>
internal sealed record PricedDecision(Decision Decision, string Policy, double Propensity, DrawnPrice? Drawn)
{
    /// <summary>Without an experiment.</summary>
    public static PricedDecision Plain(Decision decision) => new(decision, DecisionRecord.GreatestProfit, 1, null);
}

/// <summary>A price that an experiment drew.</summary>
/// <param name="Version">Of the experiment.</param>
/// <param name="Arm">Whose offer it is.</param>
/// <param name="GivenUp">Expected profit below the best offer's.</param>
/// <param name="Support">Every offer that could have been made, with its probability.</param>
internal sealed record DrawnPrice(int Version, string Arm, double GivenUp, ImmutableArray<DrawnOffer> Support);
