using Finntelligence.Api.Callers;
using Finntelligence.Api.Experimenting;
using Finntelligence.Api.Hosting;
using Finntelligence.Api.Pool;
using Finntelligence.Api.Pool.Checks;
using Finntelligence.Api.Recording;
using Finntelligence.Api.Seeing;
using Finntelligence.ModelOps.Keys;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Finntelligence.Api.Predictions.Batch;

/// <summary><c>POST /predict/batch</c>.</summary>
internal static partial class BatchEndpoint
{
    public const string Name = "predictBatch";

    internal const string LinesOfJson = "application/x-ndjson";

    public static WebApplication MapBatch(this WebApplication app)
    {
        app.MapVersioned("/predict/batch", Name, PredictAsync)
            .RequireScope(Scopes.Predict)
            .WithTags("Predictions")
            .WithSummary("Any number of predictions, one a line, answered as they come.")
            .WithDescription(
                "A line is a request of /predict, or an applicant alone, and may have an id. Every line that is not blank is answered by one line, "
                + "in order; a line with faults is answered by its errors and the rest goes on. Read the answers while you send: a client that "
                + "does not is held back. All lines are answered by the models in service when the batch began.")
            .Produces<BatchAnswer>(StatusCodes.Status200OK, LinesOfJson)
            .ProducesProblems(StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType, StatusCodes.Status503ServiceUnavailable);
        return app;
    }

    private static async Task<Results<EmptyHttpResult, ProblemHttpResult>> PredictAsync(
        HttpContext context,
        PredictionEnginePool pool,
        DecisionChecks checks,
        DecisionRecorder recorder,
        Pricer pricer,
        ShadowQueue shadows,
        BatchPlaces places,
        ServiceMeters meters,
        RecentApplicants recent,
        IOptions<ServiceOptions> options,
        TimeProvider time,
        ILoggerFactory loggers)
    {
        if (pool.Current is not { } snapshot)
            return PoolProblems.NoModels(pool);
        var mostBytes = options.Value.MaximumBatchBytes;
        if (RequestBody.RefusalOfLines(context, mostBytes) is { } status)
            return PredictEndpoint.BodyProblem(status, mostBytes, LinesOfJson);

        using var place = places.Take(context);
        if (place is null)
            return await CallerLimits.BusyAsync(context);

        // The lines are counted here; the server's own limit is for bodies that are held whole.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = null;
        context.Response.ContentType = LinesOfJson;
        var scorer = new BatchScorer(snapshot, pricer, shadows, checks, recorder, meters, recent, context.User.Identity?.Name, time);
        try
        {
            var lines = new BatchLines(context.Request.BodyReader, options.Value.MaximumBodyBytes, mostBytes);
            await BatchRun.RunAsync(lines, scorer, context.Response.BodyWriter, options.Value.Callers.UnreadFor, context.RequestAborted);
        }
        catch (IOException fault) when (!context.Response.HasStarted)
        {
            throw RequestBody.Illegible(fault);
        }
        catch (Exception fault) when (context.Response.HasStarted && fault is OperationCanceledException or IOException)
        {
            // The client is gone or sends what is no HTTP. A response that just ended would look whole.
            context.Abort();
        }

        var (offers, declines, faulty) = scorer.Counts;
        if (WarmUpMark.IsOn(context))
            return TypedResults.Empty;
        LogBatch(
            loggers.CreateLogger(typeof(BatchEndpoint).FullName!), offers, declines, faulty, snapshot.Risk.Version, snapshot.Acceptance.Version);
        return TypedResults.Empty;
    }

    [LoggerMessage(LogLevel.Information,
        "A batch came to {Offers} offers, {Declines} declines and {Faulty} lines with faults by risk {RiskVersion}, acceptance {AcceptanceVersion}")]
    private static partial void LogBatch(
        ILogger logger, long offers, long declines, long faulty, string riskVersion, string acceptanceVersion);
}
