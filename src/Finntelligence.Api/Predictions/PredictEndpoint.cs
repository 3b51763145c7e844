using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Finntelligence.Api.Callers;
using Finntelligence.Api.Experimenting;
using Finntelligence.Api.Hosting;
using Finntelligence.Api.Pool;
using Finntelligence.Api.Pool.Checks;
using Finntelligence.Api.Recording;
using Finntelligence.Api.Seeing;
using Finntelligence.Decisions.Records;
using Finntelligence.Decisions.Writing;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Requests;
using Finntelligence.ModelOps.Keys;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Finntelligence.Api.Predictions;

/// <summary><c>POST /predict</c>.</summary>
internal static class PredictEndpoint
{
    public const string Name = "predict";

    private const string Json = "application/json";

    // The JSON path of the document itself.
    private const string WholeBody = "$";

    public static WebApplication MapPredictions(this WebApplication app)
    {
        app.MapVersioned("/predict", Name, PredictAsync)
            .RequireScope(Scopes.Predict)
            .WithTags("Predictions")
            .WithSummary("The loan offer that earns most in expectation, or a decline with its reasons.")
            .Accepts<PredictRequest>(Json)
            .ProducesRequestProblem()
            .ProducesProblems(StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType, StatusCodes.Status503ServiceUnavailable);
        return app;
    }

    /// <param name="context">Of the request.</param>
    /// <param name="applicantReference">What the client calls the applicant, so that the records about them can be found and erased; 1 to 100 characters.</param>
    /// <param name="pool">Has the models.</param>
    /// <param name="pricer">Decides.</param>
    /// <param name="shadows">Decide beside it.</param>
    /// <param name="checks">Take a sample.</param>
    /// <param name="recorder">Keeps the record.</param>
    /// <param name="costly">Has places for exact searches.</param>
    /// <param name="meters">Count.</param>
    /// <param name="recent">Are compared with the training.</param>
    /// <param name="options">Limits.</param>
    /// <param name="time">The clock.</param>
    private static async Task<Results<WrittenAnswer, ValidationProblem, ProblemHttpResult>> PredictAsync(
        HttpContext context,
        [FromHeader(Name = RecordingExtensions.ApplicantHeader)] string? applicantReference,
        PredictionEnginePool pool,
        Pricer pricer,
        ShadowQueue shadows,
        DecisionChecks checks,
        DecisionRecorder recorder,
        CostlyWork costly,
        ServiceMeters meters,
        RecentApplicants recent,
        IOptions<ServiceOptions> options,
        TimeProvider time)
    {
        var started = Stopwatch.GetTimestamp();
        // Taken once: the whole answer comes from this pair of models, whatever is put into service meanwhile.
        if (pool.Current is not { } snapshot)
            return PoolProblems.NoModels(pool);

        using var read = Spans.Start(Spans.Read);
        var maximumBytes = options.Value.MaximumBodyBytes;
        if (RequestBody.Refusal(context, maximumBytes) is { } status)
            return BodyProblem(status, maximumBytes);
        if (await RequestBody.ReadAsync(context.Request, maximumBytes, context.RequestAborted) is not { } body)
            return BodyProblem(StatusCodes.Status413PayloadTooLarge, maximumBytes);

        var reading = snapshot.Requests.Read(body);
        if (RecordingExtensions.FaultOf(applicantReference) is { } fault)
            return InvalidRequest([new Fault(RecordingExtensions.ApplicantHeader, fault), .. reading.Faults]);
        if (reading.Request is not { } request)
            return InvalidRequest(reading.Faults);
        read?.Dispose();

        using var place = request.Search == SearchMode.Exact ? await costly.TakeAsync(context.RequestAborted) : null;
        if (place is { IsAcquired: false })
            return await CallerLimits.BusyAsync(context);
        var now = time.GetUtcNow();
        PricedDecision priced;
        // A decision about nobody: it is neither drawn by an experiment nor counted nor kept.
        var warmsUp = WarmUpMark.IsOn(context);
        using (Spans.Start(Spans.Search))
            priced = pricer.Decide(snapshot, request, applicantReference, now, warmsUp);
        snapshot = priced.By ?? snapshot;
        var decision = priced.Decision;
        place?.Dispose();
        var response = PredictResponses.Of(Guid.CreateVersion7(now), request, priced, snapshot);
        if (warmsUp)
        {
            meters.Rehearse(decision, request.Search, Stopwatch.GetElapsedTime(started));
            checks.Rehearse(snapshot, response.DecisionId, request.Applicant, decision);
        }
        else
        {
            meters.Count(decision, request.Search, Stopwatch.GetElapsedTime(started));
            recent.Add(snapshot, request.Applicant);
            checks.Sample(snapshot, response.DecisionId, request.Applicant, decision);
            context.Features.Set(new DecisionLogEntry(
                response.DecisionId, response.Decision, response.Models.Risk.Version, response.Models.Acceptance.Version));
        }

        var answer = AnswerJson.Write(response);
        if (recorder.Log is not { } log)
            return new WrittenAnswer(answer);

        using var logging = Spans.Start(Spans.Log);
        var origin = new RequestOrigin(DecisionRecord.SingleEndpoint, applicantReference, context.User.Identity?.Name, started);
        try
        {
            var record = DecisionRecorder.Of(snapshot, origin, response.DecisionId, now, body, request, priced, answer);
            await (warmsUp ? log.RehearseAsync(record) : log.AppendAsync(record));
            shadows.AfterAnswer(context.Response, priced, response.DecisionId);
            return new WrittenAnswer(answer);
        }
        catch (NotRecordedException notRecorded)
        {
            return RecordingExtensions.NotRecorded(context, notRecorded);
        }
    }

    /// <summary>Every fault under its JSON path.</summary>
    internal static ValidationProblem InvalidRequest(ImmutableArray<Fault> faults) => TypedResults.ValidationProblem(
        ErrorsOf(faults),
        detail: "Each key of errors is the JSON path of a fault.",
        title: "The request has faults.");

    /// <summary>Messages by JSON path.</summary>
    internal static Dictionary<string, string[]> ErrorsOf(ImmutableArray<Fault> faults) =>
        faults.GroupBy(f => f.Path.Length == 0 ? WholeBody : f.Path, f => f.Message, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Distinct().ToArray(), StringComparer.Ordinal);

    internal static ProblemHttpResult BodyProblem(int status, long maximumBytes, string mediaType = Json) => Problems.Of(
        status,
        status == StatusCodes.Status413PayloadTooLarge
            ? string.Create(CultureInfo.InvariantCulture, $"The body may have at most {maximumBytes} bytes.")
            : $"Send the body as {mediaType} in UTF-8, not compressed.");
}
