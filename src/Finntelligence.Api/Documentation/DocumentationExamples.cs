using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Finntelligence.Api.Decisions;
using Finntelligence.Api.Experimenting;
using Finntelligence.Api.Explore;
using Finntelligence.Api.Hosting;
using Finntelligence.Api.Pool;
using Finntelligence.Api.Pool.Checks;
using Finntelligence.Api.Predictions;
using Finntelligence.Api.Predictions.Batch;
using Finntelligence.Api.Recording;
using Finntelligence.Api.Seeing;
using Finntelligence.Api.Status;
using Finntelligence.Decisions.Outcomes;
using Finntelligence.Decisions.Records;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Requests;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using HttpJsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace Finntelligence.Api.Documentation;

/// <summary>Examples made by the code that answers, so that they cannot go stale. Those that need models are left out without.</summary>
internal sealed class DocumentationExamples(PredictionEnginePool pool, DecisionChecks checks, ApplicantDrift drift, ExperimentBoard experiments, ServedProduct served, IOptions<ServiceOptions> options, IOptions<HttpJsonOptions> json)
{
    private const string Fault = "fault";
    private const string RequestId = "0HNE5G0MEGA01:00000001";
    private static readonly Guid DecisionId = new("01936c3e-5a00-7000-8000-000000000000");
    private static readonly string Accepted = Event("accepted", "2026-03-01T12:00:00Z");
    private static readonly string Defaulted = Event("defaulted", "2026-09-01T12:00:00Z");
    private static readonly DateTimeOffset Decided = new(2024, 11, 27, 9, 0, 0, TimeSpan.Zero);

    /// <summary>The body of a request.</summary>
    /// <param name="operation">Name of the endpoint.</param>
    /// <param name="mediaType">Of the body.</param>
    public JsonNode Request(string operation, string mediaType = BatchEndpoint.LinesOfJson)
    {
        if (operation == OutcomeEndpoint.Name)
            return mediaType == BatchEndpoint.LinesOfJson ? JsonValue.Create($"{Accepted}\n{Defaulted}\n") : JsonNode.Parse(Accepted)!;
        var request = JsonNode.Parse(PredictExample.Request(pool.Product).Span)!;
        if (operation != BatchEndpoint.Name)
            return request;
        // As it goes over the wire: an object a line.
        var named = new JsonObject { [RequestLineReader.Id] = "a" };
        foreach (var (name, value) in request.AsObject())
            named[name] = value?.DeepClone();
        return JsonValue.Create($"{named.ToJsonString()}\n{request["applicant"]!.ToJsonString()}\n");
    }

    /// <summary>Bodies of an answer, by name.</summary>
    /// <param name="operation">Name of the endpoint.</param>
    /// <param name="status">Status of the answer, in digits, or "default".</param>
    /// <param name="mediaType">Of the body.</param>
    public IEnumerable<(string Name, JsonNode Body)> Responses(string operation, string status, string mediaType)
    {
        if ((operation, status, mediaType) == (OutcomeEndpoint.Name, "200", BatchEndpoint.LinesOfJson))
            return [("lines", JsonValue.Create($"{Line(Recorded("accepted") with { Line = 1 })}{Line(Recorded("defaulted") with { Line = 2 })}"))];
        if (operation is PredictEndpoint.Name or BatchEndpoint.Name && status == "200")
        {
            if (pool.Current is not { } snapshot)
                return [];
            return operation == PredictEndpoint.Name
                ? [("offer", NodeOf(Decide(snapshot))!), ("decline", NodeOf(Decline(snapshot))!)]
                : [("lines", Lines(snapshot, (string)Request(operation)!)), (Fault, Lines(snapshot, """{"id":"b","applicant":{}}"""))];
        }

        return Response(operation, status) is { } body ? [(status == "200" ? "answer" : Fault, body)] : [];
    }

    private JsonNode? Response(string operation, string status) => (operation, status) switch
    {
        (BatchEndpoint.Name, "413" or "415") => NodeOf(Value(PredictEndpoint.BodyProblem(
            int.Parse(status, CultureInfo.InvariantCulture), options.Value.MaximumBatchBytes, BatchEndpoint.LinesOfJson))),
        (OutcomeEndpoint.Name, "200") => NodeOf(Recorded("accepted")),
        (OutcomeEndpoint.Name, "400") => NodeOf(Value(PredictEndpoint.InvalidRequest(OutcomeReader.Read("""{ "outcome": "lost" }"""u8.ToArray(), Decided, null).Faults))),
        (OutcomeEndpoint.Name, "413" or "415") => NodeOf(Value(PredictEndpoint.BodyProblem(
            int.Parse(status, CultureInfo.InvariantCulture), options.Value.MaximumBodyBytes, OutcomeEndpoint.MediaTypes))),
        (DecisionEndpoints.ShowName, "200") => pool.Current is { } snapshot ? NodeOf(DecisionDocuments.Of(Stored(snapshot), snapshot.Product, [], [])) : null,
        (DecisionEndpoints.ReplayName, "200") => pool.Current is { } snapshot ? NodeOf(Replay(snapshot)) : null,
        (ExploreEndpoint.Name, "200") => pool.Current is { } snapshot ? NodeOf(Explore(snapshot)) : null,
        (PredictEndpoint.Name or ExploreEndpoint.Name, "400") => NodeOf(Value(PredictEndpoint.InvalidRequest(FaultsOfWrongRequest()))),
        (PredictEndpoint.Name or ExploreEndpoint.Name, "413" or "415") => NodeOf(Value(PredictEndpoint.BodyProblem(
            int.Parse(status, CultureInfo.InvariantCulture), options.Value.MaximumBodyBytes))),
        (OutcomeEndpoint.Name or DecisionEndpoints.ShowName or DecisionEndpoints.ReplayName, "503") => NodeOf(Value(Problems.Of(StatusCodes.Status503ServiceUnavailable))),
        (StatusEndpoints.StatusName, "503") => NodeOf(Value(StatusEndpoints.Unavailable(pool, served))),
        (StatusEndpoints.ReadyName, "503") => NodeOf(Value(StatusEndpoints.NotReady(pool, new ReadyDocument(
            ReadyDocument.Ready, pool.Current is null ? ReadyDocument.Missing : ReadyDocument.Ready, ReadyDocument.Failing, ReadyDocument.Ready), stops: false))),
        (_, "401" or "403" or "404" or "409" or "410" or "429") => NodeOf(Value(Problems.Of(int.Parse(status, CultureInfo.InvariantCulture)))),
        (_, "default") => NodeOf(Value(Problems.Of(StatusCodes.Status500InternalServerError))),
        (_, "503") => NodeOf(Value(PoolProblems.NoModels(pool))),
        (StatusEndpoints.StatusName, "200") => pool.Current is { } snapshot ? NodeOf(StatusEndpoints.Describe(pool, snapshot, checks, drift, experiments, served)) : null,
        (StatusEndpoints.LiveName, "200") => NodeOf(HealthDocument.Live),
        (StatusEndpoints.ReadyName, "200") => NodeOf(new ReadyDocument(ReadyDocument.Ready, ReadyDocument.Ready, ReadyDocument.Ready, ReadyDocument.Ready)),
        _ => null,
    };

    private static PredictResponse Decide(ModelSnapshot snapshot)
    {
        var request = snapshot.Requests.Read(PredictExample.Request(snapshot.Product)).Request!;
        return PredictResponses.Of(DecisionId, request, snapshot.Engine.Decide(request), snapshot);
    }

    private static string Event(string outcome, string at) =>
        $$"""{"decisionId":"{{DecisionId}}","outcome":"{{outcome}}","at":"{{at}}","eventId":"loan-17-{{outcome}}"}""";

    private static OutcomeAnswer Recorded(string outcome) => new() { DecisionId = DecisionId, EventId = $"loan-17-{outcome}", Result = OutcomeAnswer.Recorded };

    private string Line(OutcomeAnswer answer) => NodeOf(answer)!.ToJsonString(json.Value.SerializerOptions) + "\n";

    private StoredDecision Stored(ModelSnapshot snapshot)
    {
        var body = PredictExample.Request(snapshot.Product);
        var request = snapshot.Requests.Read(body).Request!;
        var decision = snapshot.Engine.Decide(request);
        var answer = JsonSerializer.SerializeToUtf8Bytes(PredictResponses.Of(DecisionId, request, decision, snapshot), json.Value.SerializerOptions);
        var origin = new RequestOrigin(DecisionRecord.SingleEndpoint, "A-17", "the shop", Stopwatch.GetTimestamp());
        return StoredDecision.Of(DecisionRecorder.Of(snapshot, origin, DecisionId, Decided, body, request, PricedDecision.Plain(decision), answer) with { Latency = TimeSpan.FromMilliseconds(1) });
    }

    private static ReplayDocument Replay(ModelSnapshot snapshot) => new()
    {
        DecisionId = DecisionId,
        Equal = true,
        FeaturesEqual = true,
        FiguresEqual = true,
        AnswerEqual = true,
        Models = PredictResponses.ModelsOf(snapshot),
        Answer = Decide(snapshot),
    };

    // Nobody pays back in so small installments.
    private static PredictResponse Decline(ModelSnapshot snapshot)
    {
        var request = snapshot.Requests.Read(PredictExample.Request(snapshot.Product)).Request! with
        {
            Constraints = new OfferConstraints { MaximumInstallment = snapshot.Product.Economics.Rounding.Step },
            Explain = false,
        };
        return PredictResponses.Of(DecisionId, request, snapshot.Engine.Decide(request), snapshot);
    }

    // A corner of the example's surface: the whole would fill pages.
    private static ExploreResponse Explore(ModelSnapshot snapshot)
    {
        var request = snapshot.Requests.Read(PredictExample.Request(snapshot.Product)).Request!;
        var (amount, rate) = (snapshot.Product.Offer.Amount, snapshot.Product.Offer.Rate);
        var grid = snapshot.Explorer.Explore(request).Grid;
        return ExploreResponses.Of(
            snapshot.Explorer.Explore(request with
            {
                Constraints = new OfferConstraints
                {
                    MaximumRate = rate.Minimum + rate.Step,
                    MaximumAmount = grid.Amounts.IsEmpty ? amount.Minimum : grid.Amounts[0] + amount.Step,
                },
            }),
            snapshot);
    }

    // As they come over the wire: an object a line.
    private JsonValue Lines(ModelSnapshot snapshot, string request)
    {
        var reader = new RequestLineReader(snapshot.Product);
        var answers = request.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select((line, i) =>
        {
            var reading = reader.Read(Encoding.UTF8.GetBytes(line));
            return new BatchAnswer
            {
                Line = i + 1,
                Id = reading.Id is { } id ? JsonElement.Parse(id) : null,
                Answer = reading.Request is { } asked ? PredictResponses.Of(DecisionId, asked, snapshot.Engine.Decide(asked), snapshot) : null,
                Errors = reading.Request is null ? PredictEndpoint.ErrorsOf(reading.Faults) : null,
            };
        });
        return JsonValue.Create(string.Concat(answers.Select(a => JsonSerializer.Serialize(a, BatchJson.Default.BatchAnswer) + "\n")));
    }

    private ImmutableArray<Fault> FaultsOfWrongRequest() =>
        new PredictRequestReader(pool.Product).Read("""{ "applicant": {}, "requestedAmount": "much", "explian": true }"""u8.ToArray()).Faults;

    private static object? Value(IResult result) => result is IValueHttpResult withValue ? withValue.Value : null;

    private JsonNode? NodeOf(object? value)
    {
        if (value is ProblemDetails problem)
            Problems.Name(problem, RequestId);
        return value is null ? null : JsonSerializer.SerializeToNode(value, value.GetType(), json.Value.SerializerOptions);
    }
}
