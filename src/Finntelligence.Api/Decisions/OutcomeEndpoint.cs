using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Finntelligence.Api.Callers;
using Finntelligence.Api.Hosting;
using Finntelligence.Api.Predictions;
using Finntelligence.Api.Predictions.Batch;
using Finntelligence.Api.Recording;
using Finntelligence.Decisions.Outcomes;
using Finntelligence.Decisions.Storage;
using Finntelligence.Lending.Products;
using Finntelligence.ModelOps.Keys;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using HttpJsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace Finntelligence.Api.Decisions;

/// <summary><c>POST /outcomes</c>: what became of decisions, one event or a line for each.</summary>
internal static class OutcomeEndpoint
{
    public const string Name = "reportOutcomes";

    internal const string MediaTypes = $"{Json} or {BatchEndpoint.LinesOfJson}";

    internal const string Json = "application/json";
    private const string UnknownDecision = "The log has no decision of that id.";
    private const string Conflict = "Another event of this name is recorded already. Nothing was changed; to correct an event, send one of another name that names it in corrects.";

    public static WebApplication MapOutcomes(this WebApplication app)
    {
        app.MapVersioned("/outcomes", Name, ReportAsync)
            .RequireScope(Scopes.Outcomes)
            .WithTags("Decisions")
            .WithSummary("What became of a decision: accepted or declined, paid, past due, defaulted.")
            .WithDescription(
                "One event as JSON, or any number as lines of JSON, each answered by a line, in order. The same event is recorded once, however "
                + "often it comes; events may come late and in any order, since their own times count. An event is never changed: a new one "
                + "corrects it. An answer means that the event is on the disk.")
            .Produces<OutcomeAnswer>(StatusCodes.Status200OK, Json, BatchEndpoint.LinesOfJson)
            .ProducesRequestProblem()
            .ProducesProblems(
                StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status413PayloadTooLarge,
                StatusCodes.Status415UnsupportedMediaType, StatusCodes.Status503ServiceUnavailable);
        return app;
    }

    private static async Task<Results<Ok<OutcomeAnswer>, EmptyHttpResult, ValidationProblem, ProblemHttpResult>> ReportAsync(
        HttpContext context, DecisionRecorder recorder, IOptions<ServiceOptions> options, IOptions<HttpJsonOptions> json, TimeProvider time)
    {
        if (recorder.Log?.Store is not { } store)
            return Problems.Of(StatusCodes.Status404NotFound, DecisionEndpoints.NoLog);
        if (RequestBody.RefusalOfLines(context, options.Value.MaximumBatchBytes) is null && context.Request.ContentType is not null)
        {
            var type = (JsonTypeInfo<OutcomeAnswer>)json.Value.SerializerOptions.GetTypeInfo(typeof(OutcomeAnswer));
            await ReportLinesAsync(context, store, options.Value, type, time);
            return TypedResults.Empty;
        }

        var maximumBytes = options.Value.MaximumBodyBytes;
        if (RequestBody.Refusal(context, maximumBytes) is { } status)
            return PredictEndpoint.BodyProblem(status, maximumBytes, MediaTypes);
        if (await RequestBody.ReadAsync(context.Request, maximumBytes, context.RequestAborted) is not { } body)
            return PredictEndpoint.BodyProblem(StatusCodes.Status413PayloadTooLarge, maximumBytes);
        var reading = OutcomeReader.Read(body, time.GetUtcNow(), context.User.Identity?.Name);
        if (reading.Event is not { } one)
            return PredictEndpoint.InvalidRequest(reading.Faults);
        var result = (await store.RecordAsync([one], context.RequestAborted))[0];
        return result switch
        {
            OutcomeResult.UnknownDecision => Problems.Of(StatusCodes.Status404NotFound, UnknownDecision),
            OutcomeResult.Conflict => Problems.Of(StatusCodes.Status409Conflict, Conflict),
            _ => TypedResults.Ok(Of(one, result)),
        };
    }

    private static async Task ReportLinesAsync(
        HttpContext context, DecisionStore store, ServiceOptions options, JsonTypeInfo<OutcomeAnswer> type, TimeProvider time)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = null;
        context.Response.ContentType = BatchEndpoint.LinesOfJson;
        var lines = new BatchLines(context.Request.BodyReader, options.MaximumBodyBytes, options.MaximumBatchBytes);
        try
        {
            await foreach (var group in lines.ReadAsync(context.RequestAborted))
            {
                foreach (var answer in await RecordAsync(group, store, context, time))
                {
                    await context.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(answer, type), context.RequestAborted);
                    await context.Response.Body.WriteAsync("\n"u8.ToArray(), context.RequestAborted);
                }

                await context.Response.Body.FlushAsync(context.RequestAborted);
            }
        }
        catch (IOException fault) when (!context.Response.HasStarted)
        {
            throw RequestBody.Illegible(fault);
        }
        // A response that just ended would look whole.
        catch (Exception) when (context.Response.HasStarted)
        {
            context.Abort();
        }
    }

    // A group is one transaction.
    private static async Task<OutcomeAnswer[]> RecordAsync(IReadOnlyList<BatchLine> lines, DecisionStore store, HttpContext context, TimeProvider time)
    {
        OutcomeReading[] readings =
        [
            .. lines.Select(l => l.Fault is { } fault
                ? new OutcomeReading(null, [new Fault("", fault)])
                : OutcomeReader.Read(l.Bytes, time.GetUtcNow(), context.User.Identity?.Name)),
        ];
        OutcomeEvent[] events = [.. readings.Select(r => r.Event).OfType<OutcomeEvent>()];
        var results = new Queue<OutcomeResult>(events.Length == 0 ? [] : await store.RecordAsync(events, context.RequestAborted));
        return
        [
            .. readings.Zip(lines, (reading, line) =>
            {
                if (reading.Event is not { } one)
                    return new OutcomeAnswer { Line = line.Number, Errors = PredictEndpoint.ErrorsOf(reading.Faults) };
                return results.Dequeue() switch
                {
                    OutcomeResult.UnknownDecision => Refused(line, one, OutcomeReader.DecisionId, UnknownDecision),
                    OutcomeResult.Conflict => Refused(line, one, OutcomeReader.EventId, Conflict),
                    var result => Of(one, result) with { Line = line.Number },
                };
            }),
        ];
    }

    private static OutcomeAnswer Refused(in BatchLine line, OutcomeEvent one, string path, string message) => new()
    {
        Line = line.Number,
        EventId = one.Id,
        Errors = new Dictionary<string, string[]> { [path] = [message] },
    };

    private static OutcomeAnswer Of(OutcomeEvent one, OutcomeResult result) => new()
    {
        DecisionId = Guid.Parse(one.Decision),
        EventId = one.Id,
        Result = result == OutcomeResult.Recorded ? OutcomeAnswer.Recorded : OutcomeAnswer.Known,
    };
}
