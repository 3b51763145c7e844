using System.Text.Json.Nodes;

namespace Finntelligence.Api.Tests.Support;

internal static class Responses
{
    public static async Task<JsonObject> JsonAsync(this HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();

    /// <summary>The body, after checking that it is a problem of the response's own status.</summary>
    public static async Task<JsonObject> ProblemAsync(this HttpResponseMessage response)
    {
        response.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        var problem = await response.JsonAsync();
        problem["status"]!.GetValue<int>().ShouldBe((int)response.StatusCode);
        problem["title"]!.GetValue<string>().ShouldNotBeEmpty();
        problem["requestId"]!.GetValue<string>().ShouldNotBeEmpty();
        return problem;
    }

    public static IEnumerable<string> Names(this JsonNode? json) => json!.AsObject().Select(member => member.Key);
}
