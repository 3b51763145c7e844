using System.Text;
using Finntelligence.Api.Callers;
using Finntelligence.Api.Hosting;
using Finntelligence.Api.Predictions;
using Finntelligence.Api.Recording;
using Finntelligence.Decisions.Records;
using Finntelligence.Decisions.Replaying;
using Finntelligence.Decisions.Storage;
using Finntelligence.ModelOps.Keys;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Finntelligence.Api.Decisions;

/// <summary><c>GET /decisions/{id}</c> and <c>POST /decisions/{id}/replay</c>.</summary>
internal static class DecisionEndpoints
{
    public const string ShowName = "showDecision";
    public const string ReplayName = "replayDecision";

    internal const string NoLog = "This service keeps no log of decisions.";

    public static WebApplicationBuilder AddDecisions(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Replays>();
        return builder;
    }

    public static WebApplication MapDecisions(this WebApplication app)
    {
        app.MapVersionedGet("/decisions/{id}", ShowName, ShowAsync)
            .RequireScope(Scopes.Audit)
            .WithTags("Decisions")
            .WithSummary("A decision with everything that led to it and what became of it.")
            .Produces<DecisionDocument>()
            .ProducesProblems(StatusCodes.Status404NotFound, StatusCodes.Status503ServiceUnavailable);
        app.MapVersioned("/decisions/{id}/replay", ReplayName, ReplayAsync)
            .RequireScope(Scopes.Audit)
            .WithTags("Decisions")
            .WithSummary("Decides again by the product and the models that decided first, and says whether every bit is equal.")
            .WithDescription("The log keeps their bytes, so it does not matter what serves now. Nothing is recorded.")
            .Produces<ReplayDocument>()
            .ProducesProblems(StatusCodes.Status404NotFound, StatusCodes.Status410Gone, StatusCodes.Status503ServiceUnavailable);
        return app;
    }

    /// <param name="id">The decisionId of its answer.</param>
    /// <param name="recorder">Has the log.</param>
    /// <param name="replays">Has the product.</param>
    /// <param name="cancellationToken">Ends it.</param>
    private static async Task<Results<Ok<DecisionDocument>, ProblemHttpResult>> ShowAsync(
        string id, DecisionRecorder recorder, Replays replays, CancellationToken cancellationToken)
    {
        if (recorder.Log?.Store is not { } store || replays.Replayer is not { } replayer)
            return Problems.Of(StatusCodes.Status404NotFound, NoLog);
        if (await FindAsync(store, id, cancellationToken) is not { } decision)
            return NoDecision();
        var product = await replayer.ProductAsync(decision, cancellationToken);
        var events = await store.OutcomesAsync([decision.Id], cancellationToken);
        var shadows = await store.ShadowsAsync([decision.Id], cancellationToken);
        return TypedResults.Ok(DecisionDocuments.Of(decision, product, events[decision.Id], [.. shadows[decision.Id]]));
    }

    /// <param name="id">The decisionId of its answer.</param>
    /// <param name="recorder">Has the log.</param>
    /// <param name="replays">Decides again.</param>
    /// <param name="cancellationToken">Ends it.</param>
    private static async Task<Results<Ok<ReplayDocument>, ProblemHttpResult>> ReplayAsync(
        string id, DecisionRecorder recorder, Replays replays, CancellationToken cancellationToken)
    {
        if (recorder.Log?.Store is not { } store)
            return Problems.Of(StatusCodes.Status404NotFound, NoLog);
        if (await FindAsync(store, id, cancellationToken) is not { } decision)
            return NoDecision();
        if (decision.Erased is not null)
            return Problems.Of(StatusCodes.Status410Gone, "The applicant's data was erased; what is left of the decision can be read, but not decided again.");
        return TypedResults.Ok((await replays.AgainAsync(decision, cancellationToken)).Document);
    }

    private static async Task<StoredDecision?> FindAsync(DecisionStore store, string id, CancellationToken cancellationToken) =>
        Guid.TryParseExact(id, "D", out var decision) ? await store.FindAsync(decision, cancellationToken) : null;

    private static ProblemHttpResult NoDecision() => Problems.Of(StatusCodes.Status404NotFound, "The log has no decision of that id.");
}

/// <summary>Decides again out of the log; nothing where there is none.</summary>
internal sealed class Replays(DecisionRecorder recorder)
{
    public Replayer? Replayer { get; } = recorder.Log is { } log ? new Replayer(log.Store) : null;

    /// <summary>Decides again, and compares with what was kept.</summary>
    /// <param name="decision">Of the log that there is, and not erased.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<(ReplayDocument Document, Replay Replay)> AgainAsync(StoredDecision decision, CancellationToken cancellationToken)
    {
        var replay = await Replayer!.ReplayAsync(decision, cancellationToken);
        var models = DecisionDocuments.ModelsOf(decision);
        var answer = PredictResponses.Of(Guid.Parse(decision.Id), replay.Request, replay.Decision, replay.Product, models) with
        {
            // Which prices could have been drawn is the experiment's, not the models': it stays as it was told.
            Experiment = DecisionDocuments.ExperimentOf(decision),
        };
        var answerEqual = Encoding.UTF8.GetString(AnswerJson.Write(answer)) == decision.Answer;
        return (new ReplayDocument
        {
            DecisionId = answer.DecisionId,
            Equal = replay.FeaturesEqual && replay.FiguresEqual && answerEqual,
            FeaturesEqual = replay.FeaturesEqual,
            FiguresEqual = replay.FiguresEqual,
            AnswerEqual = answerEqual,
            Models = models,
            Answer = answer,
        }, replay);
    }
}
