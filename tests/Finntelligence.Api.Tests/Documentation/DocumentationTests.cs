using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Finntelligence.Api.Tests.Support;
using Finntelligence.Api.Tests.Support.Contract;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Requests;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

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
        request["properties"]!["alternatives"]!["description"]!.GetValue<string>().ShouldEndWith("Where it is absent, 3.");
        var constraints = Schema(document, "PredictConstraints");
        constraints["properties"].Names().ShouldBe(["minAmount", "maxAmount", "months", "maxRate", "maxInstallment"]);
        constraints["properties"]!["months"]!["items"]!["enum"]!.ToJsonString().ShouldBe("[4,6,12]");
    }

    [Fact]
    public async Task The_Amount_Is_Required_Where_Nothing_Of_The_Applicant_Stands_For_It()
    {
        _workspace.ChangeProduct(json => json["offer"]!["amount"]!.AsObject().Remove("defaultFeature"));

        var request = Schema(await DocumentAsync(_service), "PredictRequest");

        request["required"]!.AsArray().Select(n => n!.GetValue<string>()).ShouldBe(["applicant", "requestedAmount"], ignoreOrder: true);
        request["properties"]!["requestedAmount"]!["type"]!.ToJsonString().ShouldBe("\"number\"");
        (await _service.PostAsync("""{"applicant":{"riskCategory":"HIGH"}}""")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Every_Answer_Has_A_Schema_And_An_Example()
    {
        var document = await DocumentAsync(_service);

        var statuses = new Dictionary<string, string[]>
        {
            ["/predict/batch"] = ["200", "401", "403", "413", "415", "429", "503", "default"],
            ["/offers/explore"] = ["200", "400", "401", "403", "413", "415", "429", "503", "default"],
            ["/predict"] = ["200", "400", "401", "403", "413", "415", "429", "503", "default"],
            ["/outcomes"] = ["200", "400", "401", "403", "404", "409", "413", "415", "429", "503", "default"],
            ["/decisions/{id}"] = ["200", "401", "403", "404", "429", "503", "default"],
            ["/decisions/{id}/replay"] = ["200", "401", "403", "404", "410", "429", "503", "default"],
            ["/v1/predict/batch"] = ["200", "401", "403", "413", "415", "429", "503", "default"],
            ["/v1/offers/explore"] = ["200", "400", "401", "403", "413", "415", "429", "503", "default"],
            ["/v1/predict"] = ["200", "400", "401", "403", "413", "415", "429", "503", "default"],
            ["/v1/outcomes"] = ["200", "400", "401", "403", "404", "409", "413", "415", "429", "503", "default"],
            ["/v1/decisions/{id}"] = ["200", "401", "403", "404", "429", "503", "default"],
            ["/v1/decisions/{id}/replay"] = ["200", "401", "403", "404", "410", "429", "503", "default"],
            ["/"] = ["200", "503", "default"],
            ["/health/live"] = ["200", "default"],
            ["/health/ready"] = ["200", "503", "default"],
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
                    content["examples"].Names().ShouldNotBeEmpty($"{path} {status}");
                }
            }
        }
    }

    [Fact]
    public async Task Example_Request_Brings_The_Example_Answer()
    {
        var predict = (await DocumentAsync(_service))["paths"]!["/predict"]!["post"]!;
        var request = predict["requestBody"]!["content"]!["application/json"]!["example"]!;
        var example = predict["responses"]!["200"]!["content"]!["application/json"]!["examples"]!["offer"]!["value"]!.AsObject();

        using var response = await _service.PostAsync(request.ToJsonString());

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var answer = await response.JsonAsync();
        answer.Remove("decisionId");
        example.Remove("decisionId");
        example.ToJsonString().ShouldBe(answer.ToJsonString());
    }

    [Fact]
    public async Task Example_Lines_Bring_The_Example_Lines()
    {
        var batch = (await DocumentAsync(_service))["paths"]!["/predict/batch"]!["post"]!;
        const string Lines = "application/x-ndjson";
        using var request = new StringContent(batch["requestBody"]!["content"]![Lines]!["example"]!.GetValue<string>());
        request.Headers.ContentType = new MediaTypeHeaderValue(Lines);

        using var response = await _service.CreateStreamingClient().PostAsync("/predict/batch", request);

        Without(await response.Content.ReadAsStringAsync()).ShouldBe(
            Without(batch["responses"]!["200"]!["content"]![Lines]!["examples"]!["lines"]!["value"]!.GetValue<string>()));

        static string Without(string lines) => Regex.Replace(lines, "\"decisionId\":\"[^\"]*\",", "");
    }

    [Fact]
    public async Task Every_Example_Is_What_Its_Schema_Says()
    {
        var contract = new ServedContract((await DocumentAsync(_service)).ToJsonString());
        var checkedBodies = 0;
        foreach (var (path, methods) in contract.Document["paths"]!.AsObject())
            foreach (var (method, operation) in methods!.AsObject())
            {
                foreach (var (type, content) in operation!["requestBody"]?["content"]?.AsObject() ?? [])
                {
                    var schema = content!["schema"]!.AsObject();
                    if (type != "application/x-ndjson")
                        contract.Check(schema, content["example"]!.ToJsonString(), $"{method} {path}");
                    else
                        foreach (var line in content["example"]!.GetValue<string>().TrimEnd('\n').Split('\n'))
                            contract.Check(schema["contentSchema"]!.AsObject(), line, $"{method} {path}");
                    checkedBodies++;
                }
                foreach (var (status, response) in operation["responses"]!.AsObject())
                    foreach (var (type, content) in response!["content"]!.AsObject())
                        foreach (var (_, example) in content!["examples"]!.AsObject())
                        {
                            var body = example!["value"]!;
                            contract.Check(
                                method.ToUpperInvariant(), path, (HttpStatusCode)(int.TryParse(status, out var code) ? code : 500), type,
                                body.GetValueKind() == JsonValueKind.String ? body.GetValue<string>() : body.ToJsonString());
                            checkedBodies++;
                        }
            }

        checkedBodies.ShouldBeGreaterThan(100);
    }

    [Fact]
    public async Task An_Answer_That_Breaks_The_Contract_Is_Found()
    {
        var contract = new ServedContract((await DocumentAsync(_service)).ToJsonString());

        Should.Throw<ContractException>(() => contract.Check("GET", "/health/live", HttpStatusCode.OK, "application/json", """{"status":"dead"}"""));
        Should.Throw<ContractException>(() => contract.Check("GET", "/health/live", HttpStatusCode.OK, "application/json", """{"status":"live","since":1}"""));
        Should.Throw<ContractException>(() => contract.Check("POST", "/predict/batch", HttpStatusCode.OK, "application/x-ndjson", "{\"line\":1}\n{\"line\":\"2\"}\n"));
        Should.Throw<ShouldAssertException>(() => contract.Check("GET", "/health/live", HttpStatusCode.OK, "text/plain", "live"));
        contract.Check("GET", "/health/live", HttpStatusCode.OK, "application/json", """{"status":"live"}""");
    }

    // Microsoft.OpenApi's own rules, on what is read back.
    [Fact]
    public async Task A_Reader_Of_OpenApi_Finds_No_Fault()
    {
        using var response = await _service.CreateClient().GetAsync("/openapi/v1.json");
        var read = OpenApiDocument.Parse(
            await response.Content.ReadAsStringAsync(), OpenApiConstants.Json, new OpenApiReaderSettings { RuleSet = ValidationRuleSet.GetDefaultRuleSet() });

        read.Diagnostic!.SpecificationVersion.ShouldBe(OpenApiSpecVersion.OpenApi3_1);
        read.Diagnostic.Errors.ShouldBeEmpty();
        read.Diagnostic.Warnings.ShouldBeEmpty();
        read.Document!.Servers!.Single().Url.ShouldBe("..");
        read.Document.Security!.Single().ShouldBeEmpty();
    }

    [Fact]
    public async Task What_Clients_Are_Checked_Against_Is_What_Is_Served() =>
        JsonNode.DeepEquals(await DocumentAsync(_service), JsonNode.Parse(await _service.DocumentAsync())).ShouldBeTrue();

    [Fact]
    public async Task Members_Of_The_Answer_Are_Described()
    {
        var document = await DocumentAsync(_service);

        foreach (var name in new[] { "PredictResponse", "Offer", "Search", "Status", "BatchAnswer", "ExploreResponse", "TermSurface", "Decision", "Outcomes", "OutcomeEvent", "OutcomeAnswer", "OutcomeReport", "Replay", "Ready", "Problem" })
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
