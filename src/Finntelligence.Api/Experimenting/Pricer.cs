using System.Collections.Immutable;
using Finntelligence.Api.Pool;
using Finntelligence.Decisions.Records;
using Finntelligence.Experiments.Assigning;
using Finntelligence.Experiments.Definitions;
using Finntelligence.Experiments.Drawing;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;

namespace Finntelligence.Api.Experimenting;

/// <summary>Decides, with a price experiment where one runs and the applicant is in it.</summary>
internal sealed class Pricer(ExperimentBoard board)
{
    /// <summary>The decision, and how it was chosen.</summary>
    /// <param name="snapshot">What serves.</param>
    /// <param name="request">Valid.</param>
    /// <param name="key">What the client calls the applicant; null where it did not say.</param>
    /// <param name="now">When.</param>
    /// <param name="isRehearsal">Whether it is about nobody: no experiment draws for it.</param>
    public PricedDecision Decide(ModelSnapshot snapshot, OfferRequest request, string? key, DateTimeOffset now, bool isRehearsal = false)
    {
        var plain = snapshot.Engine.Decide(request);
        if (isRehearsal || board.Current is not { } running || running.Product.Sha256 != snapshot.Product.Sha256)
            return PricedDecision.Plain(plain);
        // The exact search leaves the grid on which propensities are computed; a decline has no price.
        var priced = request.Search == SearchMode.Exact || plain.Offer is null || Assignment.Of(running.Version, key, request.Applicant) is not { } assigned
            ? PricedDecision.Plain(plain)
            : Draw(running, assigned, snapshot, request, plain, now);
        return running.Shadows.Count > 0 && Assignment.IsOpenTo(running.Version, request.Applicant)
            ? priced with { Shadowed = new ShadowTask(running, snapshot, request) }
            : priced;
    }

    private static PricedDecision Draw(
        RunningExperiment running, Assignment assigned, ModelSnapshot snapshot, OfferRequest request, Decision plain, DateTimeOffset now)
    {
        var choices = new ArmChoices(running, snapshot, request, plain);
        var all = running.Version.Arms.Where(a => !a.Shadow).ToDictionary(a => a, choices.Of);
        if (all[running.Version.Arms[0]] is not { } champion)
            return PricedDecision.Plain(plain);
        var card = CardRate.Of(snapshot.Product, request.Applicant);
        // Only the draw itself waits for others: what is left to give up limits it.
        var (laws, drawn, given) = running.GivenUp.Within(now, allowance =>
        {
            var laws = ArmLaws.Of(running.Version, arm => all[arm], card, allowance)!;
            var offer = laws[assigned.Arm].At(assigned.Uniform).Offer;
            var cost = champion.GivenUpBy(offer.Terms);
            return ((laws, offer, cost), cost);
        });
        // The arm's models decide, but where it shows an offer of the champion's that they would not make.
        var by = running.Pairs.Of(assigned.Arm, snapshot);
        if (by.Engine.DecideAt(request, drawn.Terms) is not { } decision)
        {
            by = snapshot;
            decision = by.Engine.DecideAt(request, drawn.Terms) ?? throw new InvalidOperationException("An offer of the surface is none of the search.");
        }

        return new PricedDecision(
            decision, ArmPolicyName.Of(running.Version, assigned.Arm), laws.Propensity(drawn.Terms),
            new DrawnPrice(running.Version.Version, assigned.Arm.Name, given, laws.Support()))
        {
            By = by == snapshot ? null : by,
        };
    }
}

/// <summary>A decision, and how its offer was chosen.</summary>
/// <param name="Decision">The decision.</param>
/// <param name="Policy">As the log has it.</param>
/// <param name="Propensity">Probability with which this offer was chosen.</param>
/// <param name="Drawn">What the experiment did; null without one.</param>
internal sealed record PricedDecision(Decision Decision, string Policy, double Propensity, DrawnPrice? Drawn)
{
    /// <summary>The arm's models, where not those in service decided; else null.</summary>
    public ModelSnapshot? By { get; init; }

    /// <summary>What is to be decided beside it once the answer has left; null for nothing.</summary>
    public ShadowTask? Shadowed { get; init; }

    /// <summary>Without an experiment.</summary>
    public static PricedDecision Plain(Decision decision) => new(decision, DecisionRecord.GreatestProfit, 1, null);
}

/// <summary>A price that an experiment drew.</summary>
/// <param name="Version">Of the experiment.</param>
/// <param name="Arm">Whose offer it is.</param>
/// <param name="GivenUp">Expected profit below the best offer's, by the models in service.</param>
/// <param name="Support">Every offer that could have been made, with its probability.</param>
internal sealed record DrawnPrice(int Version, string Arm, double GivenUp, ImmutableArray<DrawnOffer> Support);
