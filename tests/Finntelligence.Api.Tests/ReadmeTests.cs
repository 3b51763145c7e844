using System.Text.Json.Nodes;
using Finntelligence.Api.Tests.Support.Contract;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace Finntelligence.Api.Tests;

/// <summary>README.md against the service with the shipped models: what it shows is what comes.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public async Task The_request_shown_brings_the_answer_shown()
    {
        using var service = new WebApplicationFactory<Program>().WithWebHostBuilder(
            b => b.UseSetting("Finntelligence:Root", Repository.Root).UseSetting("Finntelligence:DecisionLog:Mode", "off"));
        using var content = new StringContent(Block("request"), System.Text.Encoding.UTF8, "application/json");
        using var client = service.CreateClient();
        using var response = await client.PostAsync("/predict", content);

        response.IsSuccessStatusCode.ShouldBeTrue();
        var text = await response.Content.ReadAsStringAsync();
        new ServedContract(await client.GetStringAsync("/openapi/v1.json"))
            .Check("POST", "/predict", response.StatusCode, response.Content.Headers.ContentType?.MediaType, text);
        var answer = Parse(text);
        var shown = Parse(Block("answer"));
        answer.Remove("decisionId").ShouldBeTrue();
        shown.Remove("decisionId").ShouldBeTrue();
        JsonNode.DeepEquals(answer, shown).ShouldBeTrue($"README.md shows another answer than\n{answer}");
    }

    [Fact]
    public async Task The_second_product_answers_as_its_page_shows()
    {
        using var service = new WebApplicationFactory<Program>().WithWebHostBuilder(
            b => b.UseSetting("Finntelligence:Root", Repository.Root).UseSetting("Finntelligence:Product", "car-loan"));
        using var content = new StringContent(
            File.ReadAllText(Repository.File("data/car-loan/request.json")), System.Text.Encoding.UTF8, "application/json");
        using var response = await service.CreateClient().PostAsync("/predict", content);

        response.IsSuccessStatusCode.ShouldBeTrue();
        var answer = Parse(await response.Content.ReadAsStringAsync());
        var shown = Parse(Block("answer", "data/car-loan/README.md"));
        answer.Remove("decisionId").ShouldBeTrue();
        shown.Remove("decisionId").ShouldBeTrue();
        JsonNode.DeepEquals(answer, shown).ShouldBeTrue($"data/car-loan/README.md shows another answer than\n{answer}");
    }

    [Fact]
    public void The_request_shown_is_the_file_that_the_first_command_posts() =>
        JsonNode.DeepEquals(Parse(Block("request")), Parse(File.ReadAllText(Repository.File("data/cash-loan/request.json")))).ShouldBeTrue();

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();

    private static string Block(string name, string page = "README.md")
    {
        var readme = File.ReadAllText(Repository.File(page));
        var start = readme.IndexOf($"<!-- {name} -->\n```json\n", StringComparison.Ordinal);
        start.ShouldBeGreaterThan(0, $"{page} has no block '{name}'");
        start = readme.IndexOf('{', start);
        return readme[start..readme.IndexOf("\n```", start, StringComparison.Ordinal)];
    }
}
