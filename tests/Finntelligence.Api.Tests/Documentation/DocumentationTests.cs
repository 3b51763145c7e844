using System.Net;
using System.Text.Json.Nodes;
using Finntelligence.Api.Tests.Support;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Requests;

namespace Finntelligence.Api.Tests.Documentation;

public sealed class DocumentationTests : IDisposable
{
    private readonly TestWorkspace _workspace = TestWorkspace.WithModels();
    private readonly TestService _service;

    public DocumentationTests() => _service = new TestService(_workspace);

    public void Dispose()
    {
        _service.Dispose();
        _workspace.Dispose();
    }

    [Fact]
    public async Task Applicant_Is_The_Products()
    {
        var document = await DocumentAsync(_service);

        var applicant = Schema(document, "Applicant");
        applicant["type"]!.GetValue<string>().ShouldBe("object");
        applicant["additionalProperties"]!.GetValue<bool>().ShouldBeFalse();
        applicant["properties"].Names().ShouldBe(_workspace.Product.Applicant.Select(f => f.Name));
        applicant["required"]!.AsArray().Select(n => n!.GetValue<string>())
            .ShouldBe(_workspace.Product.Applicant.Where(f => f.Required).Select(f => f.Name));
        foreach (var feature in _workspace.Product.Applicant)
        {
            var member = applicant["properties"]![feature.Name]!;
            member["description"]!.GetValue<string>().ShouldStartWith(feature.Description);
            member["examples"]![0]!.ToJsonString().ShouldBe(feature.Example.GetRawText());
            Number(member["minimum"]).ShouldBe(feature.Minimum);
            Number(member["maximum"]).ShouldBe(feature.Maximum);
            if (feature.Kind == ApplicantFeatureKind.Category)
                member["enum"]!.AsArray().Select(v => v!.GetValue<string>()).ShouldBe(feature.Values);
        }
        applicant["properties"]!["riskCategory"]!["type"]!.GetValue<string>().ShouldBe("string");
        applicant["properties"]!["bureauScore"]!["type"]!.AsArray().Select(t => t!.GetValue<string>()).ShouldBe(["null", "integer"], ignoreOrder: true);
    }

    [Fact]
    public async Task Another_Product_Brings_Another_Applicant()
    {
        _workspace.ChangeProduct(json =>
        {
            var feature = json["applicant"]!.AsArray()[1]!;
            feature["range"] = new JsonArray(7, 77000);
            feature["description"] = "Income of the household.";
        });

        var income = Schema(await DocumentAsync(_service), "Applicant")["properties"]!["monthlyIncome"]!;

        Number(income["minimum"]).ShouldBe(7);
        Number(income["maximum"]).ShouldBe(77000);
        income["description"]!.GetValue<string>().ShouldStartWith("Income of the household.");
    }

    [Fact]
    public async Task Request_Has_The_Members_And_Limits_That_The_Service_Checks()
    {
        var document = await DocumentAsync(_service);

        var request = Schema(document, "PredictRequest");
        request["properties"].Names().ShouldBe(["applicant", "requestedAmount", "constraints", "alternatives", "explain", "schedule", "disclosure", "search"]);
        Schema(document, "PredictSearch")["properties"]!["mode"]!["enum"]!.ToJsonString().ShouldBe("""["grid","exact",null]""");
        request["required"]!.ToJsonString().ShouldBe("""["applicant"]""");
        request["additionalProperties"]!.GetValue<bool>().ShouldBeFalse();
        var amount = request["properties"]!["requestedAmount"]!;
        Number(amount["minimum"]).ShouldBe(200);
        Number(amount["maximum"]).ShouldBe(10000);
        amount["description"]!.GetValue<string>().ShouldContain("2.5 times the applicant's lastLoanAmount");
        Number(request["properties"]!["alternatives"]!["maximum"]).ShouldBe(10);
        Number(request["properties"]!["alternatives"]!["default"]).ShouldBe(3);
        var constraints = Schema(document, "PredictConstraints");
        constraints["properties"].Names().ShouldBe(["minAmount", "maxAmount", "months", "maxRate", "maxInstallment"]);
        constraints["properties"]!["months"]!["items"]!["enum"]!.ToJsonString().ShouldBe("[4,6,12]");
    }

    [Fact]
    public async Task Every_Answer_Has_A_Schema_And_An_Example()
    {
        var document = await DocumentAsync(_service);

        var statuses = new Dictionary<string, string[]>
        {
            ["/predict/batch"] = ["200", "401", "403", "413", "415", "429", "503"],
            ["/offers/explore"] = ["200", "400", "401", "403", "413", "415", "429", "503"],
            ["/predict"] = ["200", "400", "401", "403", "413", "415", "429", "503"],
            ["/outcomes"] = ["200", "400", "401", "403", "404", "409", "413", "415", "429", "503"],
            ["/decisions/{id}"] = ["200", "401", "403", "404", "429", "503"],
            ["/decisions/{id}/replay"] = ["200", "401", "403", "404", "410", "429", "503"],
            ["/v1/predict/batch"] = ["200", "401", "403", "413", "415", "429", "503"],
            ["/v1/offers/explore"] = ["200", "400", "401", "403", "413", "415", "429", "503"],
            ["/v1/predict"] = ["200", "400", "401", "403", "413", "415", "429", "503"],
            ["/v1/outcomes"] = ["200", "400", "401", "403", "404", "409", "413", "415", "429", "503"],
            ["/v1/decisions/{id}"] = ["200", "401", "403", "404", "429", "503"],
            ["/v1/decisions/{id}/replay"] = ["200", "401", "403", "404", "410", "429", "503"],
            ["/"] = ["200", "503"],
            ["/health/live"] = ["200"],
            ["/health/ready"] = ["200", "503"],
        };
        document["paths"].Names().ShouldBe(statuses.Keys, ignoreOrder: true);
        foreach (var (path, expected) in statuses)
        {
            var operation = document["paths"]![path]!.AsObject().Single().Value!;
            operation["summary"]!.GetValue<string>().ShouldNotBeEmpty();
            operation["responses"].Names().ShouldBe(expected, ignoreOrder: true);
            foreach (var (status, response) in operation["responses"]!.AsObject())
            {
                string[] types = status != "200" ? ["application/problem+json"]
                    : path.EndsWith("/batch", StringComparison.Ordinal) ? ["application/x-ndjson"]
                    : path.EndsWith("/outcomes", StringComparison.Ordinal) ? ["application/json", "application/x-ndjson"]
                    : ["application/json"];
                response!["content"].Names().ShouldBe(types);
                foreach (var (_, content) in response["content"]!.AsObject())
                {
                    content!["schema"].ShouldNotBeNull();
                    content["example"].ShouldNotBeNull($"{path} {status}");
                }
            }
        }
    }

    [Fact]
    public async Task Example_Request_Brings_The_Example_Answer()
    {
        var predict = (await DocumentAsync(_service))["paths"]!["/predict"]!["post"]!;
        var request = predict["requestBody"]!["content"]!["application/json"]!["example"]!;
        var example = predict["responses"]!["200"]!["content"]!["application/json"]!["example"]!.AsObject();

        using var response = await _service.PostAsync(request.ToJsonString());

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var answer = await response.JsonAsync();
        answer.Remove("decisionId");
        example.Remove("decisionId");
        example.ToJsonString().ShouldBe(answer.ToJsonString());
    }

    [Fact]
    public async Task Members_Of_The_Answer_Are_Described()
    {
        var document = await DocumentAsync(_service);

        foreach (var name in new[] { "PredictResponse", "Offer", "Search", "Status", "BatchAnswer", "ExploreResponse", "TermSurface" })
            foreach (var (member, schema) in Schema(document, name)["properties"]!.AsObject())
                (schema!["description"] ?? schema["$ref"] ?? schema["oneOf"]).ShouldNotBeNull($"{name}.{member}");
    }

    // Swashbuckle alone says that an answer's offer is a required object; every decline has none.
    [Fact]
    public async Task What_May_Be_Null_And_What_Is_Always_There_Is_Stated()
    {
        var document = await DocumentAsync(_service);

        var answer = Schema(document, "PredictResponse");
        answer["properties"]!["offer"]!["oneOf"]!.AsArray().Select(s => (s!["type"] ?? s["$ref"])!.GetValue<string>())
            .ShouldBe(["#/components/schemas/Offer", "null"]);
        answer["properties"]!["decision"]!["enum"]!.ToJsonString().ShouldBe("""["offer","decline"]""");
        answer["required"]!.AsArray().Select(n => n!.GetValue<string>()).ShouldBe(["decisionId", "decision", "offer", "search", "models"], ignoreOrder: true);
        Schema(document, "Disclosure")["properties"]!["figures"]!["oneOf"].ShouldNotBeNull();
        Schema(document, "Offer")["required"]!.AsArray().Select(n => n!.GetValue<string>())
            .ShouldBe(Schema(document, "Offer")["properties"].Names().Except(["fees", "schedule"]), ignoreOrder: true);
        Schema(document, "Reason")["properties"]!["feature"]!["type"]!.AsArray().Select(t => t!.GetValue<string>())
            .ShouldBe(["null", "string"], ignoreOrder: true);
    }

    [Fact]
    public async Task Document_Is_Served_Without_Models()
    {
        using var empty = new TestWorkspace();
        await using var service = new TestService(empty);

        Schema(await DocumentAsync(service), "Applicant")["properties"].Names().ShouldBe(empty.Product.Applicant.Select(f => f.Name));
    }

    [Fact]
    public async Task Swagger_Ui_And_Its_Assets_Are_Served_Locally()
    {
        var client = _service.CreateClient();

        using var page = await client.GetAsync("/docs");
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        page.RequestMessage!.RequestUri!.AbsolutePath.ShouldBe("/docs/index.html");
        var html = await page.Content.ReadAsStringAsync();
        html.ShouldContain("swagger-ui");
        html.ShouldNotContain("https://");
        foreach (var asset in new[] { "swagger-ui.css", "swagger-ui-bundle.js", "index.js" })
        {
            html.ShouldContain(asset);
            (await client.GetAsync($"/docs/{asset}")).StatusCode.ShouldBe(HttpStatusCode.OK, asset);
        }
        (await client.GetStringAsync("/docs/index.js")).ShouldContain("../openapi/v1.json");
    }

    private static async Task<JsonObject> DocumentAsync(TestService service)
    {
        using var response = await service.CreateClient().GetAsync("/openapi/v1.json");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await response.JsonAsync();
    }

    private static JsonNode Schema(JsonObject document, string name) => document["components"]!["schemas"]![name]!;

    private static decimal? Number(JsonNode? json) => json is null ? null : json.GetValue<decimal>();
}
