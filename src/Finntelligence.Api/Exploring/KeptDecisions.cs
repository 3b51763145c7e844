using System.Data.Common;
using Finntelligence.Api.Decisions;
using Finntelligence.Api.Recording;
using Finntelligence.Decisions.Outcomes;
using Finntelligence.Decisions.Records;
using Finntelligence.Decisions.Storage;
using Finntelligence.Explorer.Serving;
using Finntelligence.Foundation.Faults;

namespace Finntelligence.Api.Exploring;

/// <summary>The decision log, for the page.</summary>
internal sealed class KeptDecisions(DecisionRecorder recorder, Replays replays) : IDecisionArchive
{
    public bool IsKept => recorder.Log is not null;

    public Task<ArchivedDecision?> FindAsync(Guid id, CancellationToken cancellationToken) => AskAsync(async store =>
    {
        if (replays.Replayer is not { } replayer || await store.FindAsync(id, cancellationToken) is not { } decision)
            return null;
        var product = await replayer.ProductAsync(decision, cancellationToken);
        OutcomeEvent[] events = [.. (await store.OutcomesAsync([decision.Id], cancellationToken))[decision.Id]];
        var state = OutcomeState.Of(events);
        var corrected = events.Select(e => e.Corrects).ToHashSet(StringComparer.Ordinal);
        return new ArchivedDecision
        {
            Id = id,
            At = Moments.Time(decision.At),
            Endpoint = decision.Endpoint,
            IsOffer = decision.Decision == "offer",
            Product = product,
            Risk = (decision.RiskVersion, decision.RiskSha256),
            Acceptance = (decision.AcceptanceVersion, decision.AcceptanceSha256),
            Service = decision.Service,
            Policy = decision.Policy,
            Propensity = decision.Propensity,
            Latency = TimeSpan.FromMicroseconds(decision.Latency),
            Applicant = decision.Applicant,
            Caller = decision.Caller,
            Erased = decision.Erased is { } erased ? Moments.Time(erased) : null,
            Features = [.. product.Applicant.Zip(decision.FeatureValues, (f, v) => (f, FeatureValue.Of(f, v)))],
            Outcome = (state.Latest, state.Accepted, state.Defaulted),
            Events = [.. events.Select(e => new ReportedEvent(
                e.Id, e.Outcome, Moments.Time(e.At), Moments.Time(e.Received), e.Amount, e.Days, corrected.Contains(e.Id)))],
        };
    });

    public Task<DecidedAgain?> ReplayAsync(Guid id, CancellationToken cancellationToken) => AskAsync(async store =>
    {
        if (replays.Replayer is null || await store.FindAsync(id, cancellationToken) is not { Erased: null } decision)
            return null;
        var (document, replay) = await replays.AgainAsync(decision, cancellationToken);
        return new DecidedAgain(document.FeaturesEqual, document.FiguresEqual, document.AnswerEqual, replay.Explained);
    });

    private async Task<T?> AskAsync<T>(Func<DecisionStore, Task<T?>> ask)
        where T : class
    {
        if (recorder.Log?.Store is not { } store)
            return null;
        try
        {
            return await ask(store);
        }
        catch (DbException fault)
        {
            throw new ServerFaultException($"The decision log {store.Name} does not answer.", fault, remedy: "Try again later.");
        }
    }
}
