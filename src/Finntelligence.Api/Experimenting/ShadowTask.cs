using Finntelligence.Api.Pool;
using Finntelligence.Decisions.Records;
using Finntelligence.Experiments.Assigning;
using Finntelligence.Experiments.Definitions;
using Finntelligence.Experiments.Drawing;
using Finntelligence.Lending.Offers;

namespace Finntelligence.Api.Experimenting;

/// <summary>A request that the shadows of an experiment decide too.</summary>
/// <param name="Running">The experiment as it was.</param>
/// <param name="Served">The pair that served.</param>
/// <param name="Request">As it was answered.</param>
internal sealed record ShadowTask(RunningExperiment Running, ModelSnapshot Served, OfferRequest Request)
{
    /// <summary>What each shadow would have decided, on the grid.</summary>
    /// <param name="decisionId">Of the answer.</param>
    /// <param name="now">When.</param>
    public IEnumerable<ShadowRecord> Decide(Guid decisionId, DateTimeOffset now)
    {
        var request = Request with { Alternatives = 0, Explain = false, Schedule = false, Disclosure = false, Search = SearchMode.Grid };
        var choices = new ArmChoices(Running, Served, request, Served.Engine.Decide(request));
        var card = CardRate.Of(Served.Product, request.Applicant);
        foreach (var arm in Running.Shadows)
        {
            var pair = Running.Pairs.Of(arm, Served);
            var decision = choices.Of(arm) is { } choice
                ? pair.Engine.DecideAt(request, ArmLaws.Wish(arm, choice, card).Terms) ?? pair.Engine.Decide(request)
                : pair.Engine.Decide(request);
            yield return new ShadowRecord(decisionId, ArmPolicyName.Of(Running.Version, arm), now, pair.Decider, DecisionFigures.Write(decision));
        }
    }
}
