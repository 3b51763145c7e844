using System.Text.Json.Nodes;
using Finntelligence.Api.Tests.Support;

namespace Finntelligence.Api.Tests.Clients;

/// <summary>The client's records are those of the served document, so that they cannot fall behind it.</summary>
public sealed class ClientContractTests
{
    /// <summary>What <see cref="Finntelligence.Client.OfferClient"/> calls.</summary>
    private static readonly string[] Called = ["/v1/predict", "/v1/predict/batch", "/v1/offers/explore"];

    /// <summary>The same without a version, what is asked by those who run the service, and the log of decisions, which the client has no words for.</summary>
    private static readonly string[] NotCalled =
    [
        "/predict", "/predict/batch", "/offers/explore", "/", "/health/live", "/health/ready",
        "/decisions/{id}", "/v1/decisions/{id}", "/decisions/{id}/replay", "/v1/decisions/{id}/replay", "/outcomes", "/v1/outcomes",
    ];

    [Fact]
    public async Task Every_Operation_Is_Called_Or_Known_Not_To_Be()
    {
        // A new one belongs into the client, or into the list of those that programs need not call.
        (await DocumentAsync())["paths"]!.Names().ShouldBe([.. Called, .. NotCalled], ignoreOrder: true);
    }

    [Fact]
    public async Task Every_Member_Of_Requests_And_Answers_Is_There_With_The_Right_Nullability()
    {
        var comparison = new SchemaComparison(await DocumentAsync());

        comparison.Faults(Called).ShouldBeEmpty();
        comparison.Seen.ShouldBe(
            ["BatchAnswer", "BatchLine", "ComparedOffer", "Contribution", "DisclosedFigures", "DisclosedLine", "Disclosure", "ExactSearch", "Experiment",
                "Explanation", "ExploreResponse", "Fees", "Markup", "Model", "ModelExplanation", "Models", "MonthsReach", "Offer", "Payment",
                "PredictConstraints", "PredictRequest", "PredictResponse", "PredictSearch", "Problem", "RateCard", "RateReach", "Reason", "RequestProblem",
                "Search", "Support", "SurfacePoint", "TermSurface"],
            ignoreOrder: true);
    }

    [Theory]
    [InlineData("Offer", "colour", """{ "type": "string" }""", "Offer.colour is not in the client")]
    [InlineData("Offer", "amount", null, "Offer.amount is in the client alone")]
    [InlineData("Offer", "amount", """{ "type": "string" }""", "Offer.amount is string in the document, Decimal in the client")]
    [InlineData("Offer", "margin", """{ "type": ["null", "number"] }""", "Offer.margin may be null or absent in one of both only")]
    [InlineData("Reason", "feature", """{ "type": "string" }""", "Reason.feature may be null or absent in one of both only")]
    [InlineData("PredictRequest", "explain", """{ "type": "boolean" }""", "")]
    [InlineData("PredictResponse", "decision", """{ "type": "string", "enum": ["offer", "decline", "referral"] }""",
        "PredictResponse.decision is one of offer, decline, referral in the document, DecisionKind in the client")]
    [InlineData("Problem", "detail", """{ "type": "array", "items": { "type": "string" } }""", "Problem.detail is array in the document, String in the client")]
    [InlineData("Models", "risk", """{ "$ref": "#/components/schemas/Search" }""", "Models.risk is Search in the document, Model in the client")]
    public async Task A_Difference_Is_Found(string schema, string member, string? value, string fault)
    {
        var document = await DocumentAsync();
        var properties = document["components"]!["schemas"]![schema]!["properties"]!.AsObject();
        if (value is null)
            properties.Remove(member);
        else
            properties[member] = JsonNode.Parse(value);

        new SchemaComparison(document).Faults(Called).ShouldBe(fault.Length == 0 ? [] : [fault]);
    }

    [Fact]
    public async Task A_Member_That_Becomes_Optional_And_A_Schema_That_Is_New_Are_Found()
    {
        var document = await DocumentAsync();
        var schemas = document["components"]!["schemas"]!.AsObject();
        schemas["Search"]!["required"]!.AsArray().RemoveAt(0);
        schemas["Colour"] = new JsonObject { ["type"] = "object", ["properties"] = new JsonObject() };
        schemas["Offer"]!["properties"]!["fees"] = new JsonObject { ["$ref"] = "#/components/schemas/Colour" };

        new SchemaComparison(document).Faults(Called).ShouldBe(
            [
                "Search.offersConsidered is required in one of both only", "Search.offersConsidered may be null or absent in one of both only",
                "Offer.fees is Colour in the document, Fees in the client", "Colour is no record of the client",
            ],
            ignoreOrder: true);
    }

    private static async Task<JsonObject> DocumentAsync()
    {
        using var workspace = TestWorkspace.WithModels();
        await using var service = new TestService(workspace);
        return JsonNode.Parse(await service.DocumentAsync())!.AsObject();
    }
}
