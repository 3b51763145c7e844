using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Finntelligence.Api.Explore;
using Finntelligence.Api.Hosting;
using Finntelligence.Api.Pool;
using Finntelligence.Api.Pool.Checks;
using Finntelligence.Api.Predictions;
using Finntelligence.Api.Predictions.Batch;
using Finntelligence.Api.Status;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Requests;
using Microsoft.Extensions.Options;
using HttpJsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace Finntelligence.Api.Documentation;

/// <summary>Examples made by the code that answers, so that they cannot go stale. Those that need models are left out without.</summary>
internal sealed class DocumentationExamples(PredictionEnginePool pool, DecisionChecks checks, ServedProduct served, IOptions<ServiceOptions> options, IOptions<HttpJsonOptions> json)
{
    private const string Fault = "fault";
    private static readonly Guid DecisionId = new("01936c3e-5a00-7000-8000-000000000000");

    /// <summary>The body of a request.</summary>
    /// <param name="operation">Name of the endpoint.</param>
    public JsonNode Request(string operation)
    {
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
    public IEnumerable<(string Name, JsonNode Body)> Responses(string operation, string status)
    {
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
        (ExploreEndpoint.Name, "200") => pool.Current is { } snapshot ? NodeOf(Explore(snapshot)) : null,
        (PredictEndpoint.Name or ExploreEndpoint.Name, "400") => NodeOf(Value(PredictEndpoint.InvalidRequest(FaultsOfWrongRequest()))),
        (PredictEndpoint.Name or ExploreEndpoint.Name, "413" or "415") => NodeOf(Value(PredictEndpoint.BodyProblem(
            int.Parse(status, CultureInfo.InvariantCulture), options.Value.MaximumBodyBytes))),
        (StatusEndpoints.StatusName, "503") => NodeOf(Value(StatusEndpoints.Unavailable(pool, served))),
        (_, "default") => NodeOf(Value(Problems.Of(StatusCodes.Status500InternalServerError))),
        (_, "503") => NodeOf(Value(PoolProblems.NoModels(pool))),
        (StatusEndpoints.StatusName, "200") => pool.Current is { } snapshot ? NodeOf(StatusEndpoints.Describe(pool, snapshot, checks, served)) : null,
        (StatusEndpoints.LiveName, "200") => NodeOf(HealthDocument.Live),
        (StatusEndpoints.ReadyName, "200") => NodeOf(HealthDocument.Ready),
        _ => null,
    };

    private static PredictResponse Decide(ModelSnapshot snapshot)
    {
        var request = snapshot.Requests.Read(PredictExample.Request(snapshot.Product)).Request!;
        return PredictResponses.Of(DecisionId, request, snapshot.Engine.Decide(request), snapshot);
    }

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

    private JsonNode? NodeOf(object? value) =>
        value is null ? null : JsonSerializer.SerializeToNode(value, value.GetType(), json.Value.SerializerOptions);
}
