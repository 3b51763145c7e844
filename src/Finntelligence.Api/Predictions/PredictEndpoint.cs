using System.Collections.Immutable;
using System.Globalization;
using Finntelligence.Api.Hosting;
using Finntelligence.Api.Pool;
using Finntelligence.Api.Pool.Checks;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Requests;
using Microsoft.AspNetCore.Http.HttpResults;
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
            .WithTags("Predictions")
            .WithSummary("The loan offer that earns most in expectation, or a decline with its reasons.")
            .Accepts<PredictRequest>(Json)
            .ProducesRequestProblem()
            .ProducesProblems(StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType, StatusCodes.Status503ServiceUnavailable);
        return app;
    }

    private static async Task<Results<WrittenAnswer, ValidationProblem, ProblemHttpResult>> PredictAsync(
        HttpContext context, PredictionEnginePool pool, DecisionChecks checks, IOptions<ServiceOptions> options, TimeProvider time)
    {
        // Taken once: the whole answer comes from this pair of models, whatever is put into service meanwhile.
        if (pool.Current is not { } snapshot)
            return PoolProblems.NoModels(pool);

        var maximumBytes = options.Value.MaximumBodyBytes;
        if (RequestBody.Refusal(context, maximumBytes) is { } status)
            return BodyProblem(status, maximumBytes);
        if (await RequestBody.ReadAsync(context.Request, maximumBytes, context.RequestAborted) is not { } body)
            return BodyProblem(StatusCodes.Status413PayloadTooLarge, maximumBytes);

        var reading = snapshot.Requests.Read(body);
        if (reading.Request is not { } request)
            return InvalidRequest(reading.Faults);

        var decision = snapshot.Engine.Decide(request);
        var response = PredictResponses.Of(Guid.CreateVersion7(time.GetUtcNow()), request, decision, snapshot);
        checks.Sample(snapshot, response.DecisionId, request.Applicant, decision);
        context.Features.Set(new DecisionLogEntry(
            response.DecisionId, response.Decision, response.Models.Risk.Version, response.Models.Acceptance.Version));
        return new WrittenAnswer(AnswerJson.Write(response));
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
