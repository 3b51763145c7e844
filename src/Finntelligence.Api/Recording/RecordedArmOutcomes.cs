using System.Text.Json;
using Finntelligence.Api.Experimenting;
using Finntelligence.Decisions.Outcomes;
using Finntelligence.Decisions.Records;
using Finntelligence.Experiments.Assigning;
using Finntelligence.Experiments.Realised;
using Finntelligence.Lending.Products;

namespace Finntelligence.Api.Recording;

/// <summary>Reads out of the log what came of an experiment's decisions. What was erased counts on: figures and outcomes stay.</summary>
internal sealed class RecordedArmOutcomes(IServiceProvider services) : IArmOutcomes
{
    private const int RowsAtOnce = 500;

    public async Task<IReadOnlyList<ArmOutcome>> OfAsync(RunningExperiment running, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        if (services.GetRequiredService<DecisionRecorder>().Log?.Store is not { } store)
            return [];
        var from = running.Experiment.Versions.Where(v => v.Salt == running.Version.Salt).Min(v => v.At);
        var profit = new RealisedProfit(running.Product, asOf);
        var known = new List<ArmOutcome>();
        await foreach (var chunk in store.ChosenByAsync(running.Product.Name, ArmPolicyName.Prefix, from, cancellationToken).Chunk(RowsAtOnce).WithCancellation(cancellationToken))
        {
            var events = await store.OutcomesAsync([.. chunk.Select(d => d.Id)], cancellationToken);
            foreach (var decision in chunk)
            {
                var (at, state) = (Moments.Time(decision.At), OutcomeState.Of(events[decision.Id]));
                known.Add(new ArmOutcome(at, decision.Policy, profit.Of(TermsOf(decision), at, state.Accepted, state.Defaulted), profit.MonthsOnBook(at)));
            }
        }

        return known;
    }

    private static OfferTerms TermsOf(ChosenDecision decision)
    {
        using var figures = JsonDocument.Parse(decision.Figures);
        var offer = figures.RootElement.GetProperty("offer");
        return new OfferTerms(offer.GetProperty("amount").GetDecimal(), offer.GetProperty("months").GetInt32(), offer.GetProperty("rate").GetDecimal());
    }
}
