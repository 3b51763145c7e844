using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Finntelligence.Api.Recording;
using Finntelligence.Api.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Finntelligence.Api.Tests.Decisions;

public sealed class DecisionEndpointsTests : IDisposable
{
    private readonly TestWorkspace _workspace = TestWorkspace.WithModels();
    private readonly TestService _service;

    public DecisionEndpointsTests() => _service = new TestService(_workspace);

    public void Dispose()
    {
        _service.Dispose();
        _workspace.Dispose();
    }

    [Theory]
    [InlineData("/predict", "/decisions/")]
    [InlineData("/v1/predict", "/v1/decisions/")]
    public async Task A_decision_is_read_with_everything_that_led_to_it(string predict, string decisions)
    {
        using var client = _service.CreateClient();
        client.DefaultRequestHeaders.Add(RecordingExtensions.ApplicantHeader, "A-17");
        using var response = await client.PostAsync(predict, Json(TestService.With(body => body["explain"] = true)));
        var sent = await response.Content.ReadAsStringAsync();
        var answer = JsonNode.Parse(sent)!;
        response.Content.Headers.ContentType!.ToString().ShouldBe("application/json; charset=utf-8");

        var record = await (await client.GetAsync(decisions + answer["decisionId"]!.GetValue<string>())).JsonAsync();

        record["answer"]!.ToJsonString().ShouldBe(answer.ToJsonString());
        record["applicantReference"]!.GetValue<string>().ShouldBe("A-17");
        record["endpoint"]!.GetValue<string>().ShouldBe("predict");
        record["decision"]!.GetValue<string>().ShouldBe(answer["decision"]!.GetValue<string>());
        JsonNode.DeepEquals(record["request"], JsonNode.Parse(TestService.With(body => body["explain"] = true))).ShouldBeTrue();
        record["features"]!["riskCategory"]!.GetValue<string>().ShouldBe("LOW");
        record["features"]!["monthlyIncome"]!.GetValue<double>().ShouldBe(3200);
        record["models"]!.ToJsonString().ShouldBe(answer["models"]!.ToJsonString());
        record["product"]!["sha256"]!.GetValue<string>().ShouldBe(_workspace.Product.Sha256);
        record["decidedAt"]!.GetValue<DateTimeOffset>().ShouldBe(TestService.Start);
        (record["policy"]!.GetValue<string>(), record["propensity"]!.GetValue<double>()).ShouldBe(("greatestExpectedProfit", 1));
        Math.Round(record["figures"]!["offer"]!["probabilityOfDefault"]!.GetValue<double>(), 6)
            .ShouldBe(answer["offer"]!["probabilityOfDefault"]!.GetValue<double>());
        record["outcomes"]!["events"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_decision_is_made_again_to_the_bit_when_its_models_and_its_product_are_gone()
    {
        using var client = _service.CreateClient();
        var body = TestService.With(json =>
        {
            json["explain"] = true;
            json["search"] = new JsonObject { ["mode"] = "exact" };
            json["schedule"] = true;
        });
        var answer = await (await client.PostAsync("/predict", Json(body))).JsonAsync();
        var id = answer["decisionId"]!.GetValue<string>();

        _workspace.Promote(TestModels.Risk(_workspace.Product, -2.5), TestModels.Acceptance(_workspace.Product, -1));
        _workspace.ChangeProduct(json => json["economics"]!["operatingCost"] = 1);
        foreach (var kind in (string[])["risk", "acceptance"])
            File.Delete(Path.Combine(_workspace.Root, "models", "cash-loan", kind, "1", "model.zip"));
        _service.Pool.Refresh();
        _service.Pool.Current!.Risk.Version.ShouldBe("2");

        var replay = await (await client.PostAsync($"/decisions/{id}/replay", null)).JsonAsync();

        replay["equal"]!.GetValue<bool>().ShouldBeTrue(replay.ToJsonString());
        replay["featuresEqual"]!.GetValue<bool>().ShouldBeTrue();
        replay["figuresEqual"]!.GetValue<bool>().ShouldBeTrue();
        replay["answerEqual"]!.GetValue<bool>().ShouldBeTrue();
        replay["answer"]!.ToJsonString().ShouldBe(answer.ToJsonString());
        replay["models"]!["risk"]!["version"]!.GetValue<string>().ShouldBe("1");
        var now = await (await client.PostAsync("/predict", Json(body))).JsonAsync();
        now["offer"]!.ToJsonString().ShouldNotBe(answer["offer"]!.ToJsonString());
    }

    [Fact]
    public async Task A_decline_is_made_again_as_well()
    {
        _workspace.Promote(TestModels.RiskOfCertainDefault(_workspace.Product), TestModels.Acceptance(_workspace.Product));
        using var client = _service.CreateClient();
        var answer = await (await client.PostAsync("/predict", Json(TestService.ValidBody))).JsonAsync();
        answer["decision"]!.GetValue<string>().ShouldBe("decline");

        var replay = await (await client.PostAsync($"/decisions/{answer["decisionId"]}/replay", null)).JsonAsync();

        replay["equal"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task A_line_of_a_batch_is_kept_and_made_again()
    {
        using var client = _service.CreateClient();
        var applicant = JsonNode.Parse(TestService.ValidBody)!["applicant"]!.AsObject();
        applicant["id"] = "A-18";
        using var content = new StringContent($"{applicant.ToJsonString()}\n{{}}\n", Encoding.UTF8, "application/x-ndjson");
        var lines = (await (await client.PostAsync("/predict/batch", content)).Content.ReadAsStringAsync()).Split('\n');
        var answer = JsonNode.Parse(lines[0])!["answer"]!;

        var record = await (await client.GetAsync($"/decisions/{answer["decisionId"]}")).JsonAsync();
        record["applicantReference"]!.GetValue<string>().ShouldBe("A-18");
        record["endpoint"]!.GetValue<string>().ShouldBe("predictBatch");
        record["answer"]!.ToJsonString().ShouldBe(answer.ToJsonString());
        var replay = await (await client.PostAsync($"/decisions/{answer["decisionId"]}/replay", null)).JsonAsync();
        replay["equal"]!.GetValue<bool>().ShouldBeTrue();
        _service.Services.GetRequiredService<DecisionRecorder>().Log!.Written.ShouldBe(1);
    }

    [Fact]
    public async Task What_was_erased_is_gone_and_the_rest_can_be_read()
    {
        using var client = _service.CreateClient();
        var id = (await (await client.PostAsync("/predict", Json(TestService.ValidBody))).JsonAsync())["decisionId"]!.GetValue<Guid>();
        await _service.Services.GetRequiredService<DecisionRecorder>().Log!.Store.ForgetAsync(id, TestService.Start, default);

        var record = await (await client.GetAsync($"/decisions/{id}")).JsonAsync();
        foreach (var member in (string[])["request", "features", "answer", "applicantReference"])
            record[member].ShouldBeNull();
        record["erasedAt"]!.GetValue<DateTimeOffset>().ShouldBe(TestService.Start);
        record["figures"]!["offer"].ShouldNotBeNull();
        using var replay = await client.PostAsync($"/decisions/{id}/replay", null);
        replay.StatusCode.ShouldBe(HttpStatusCode.Gone);
        await replay.ProblemAsync();
    }

    [Theory]
    [InlineData("01a202c7-d75c-787a-8c79-8a4d1b487ad2")]
    [InlineData("17")]
    public async Task An_unknown_decision_is_not_found(string id)
    {
        using var client = _service.CreateClient();
        foreach (var response in (HttpResponseMessage[])[await client.GetAsync($"/decisions/{id}"), await client.PostAsync($"/decisions/{id}/replay", null)])
        {
            response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await response.ProblemAsync())["detail"]!.GetValue<string>().ShouldBe("The log has no decision of that id.");
        }
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}
