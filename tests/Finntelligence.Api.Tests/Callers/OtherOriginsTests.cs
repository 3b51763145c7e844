using System.Net;
using Finntelligence.Api.Tests.Support;

namespace Finntelligence.Api.Tests.Callers;

public sealed class OtherOriginsTests : IDisposable
{
    private const string Desk = "https://desk.example";

    private readonly TestWorkspace _workspace = TestWorkspace.WithModels();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData(null, null)]
    [InlineData(Desk, Desk)]
    [InlineData("https://other.example", null)]
    [InlineData("*", "*")]
    public async Task A_page_of_another_origin_may_ask_only_where_the_settings_name_it(string? named, string? allowed)
    {
        await using var service = Service(named);

        using var asked = await SendAsync(service, HttpMethod.Options);
        using var answered = await SendAsync(service, HttpMethod.Post);

        Origin(asked).ShouldBe(allowed);
        Origin(answered).ShouldBe(allowed);
        answered.StatusCode.ShouldBe(HttpStatusCode.OK);
        if (allowed is not null)
            asked.Headers.GetValues("Access-Control-Allow-Headers").Single().ShouldContain("X-Api-Key");
    }

    [Fact]
    public async Task A_fault_can_be_read_by_the_page_as_well()
    {
        await using var service = Service(Desk);
        using var request = Request(HttpMethod.Post, "/predict", "{}");

        using var refused = await service.CreateClient().SendAsync(request);

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        Origin(refused).ShouldBe(Desk);
    }

    private TestService Service(string? origin) =>
        origin is null ? new TestService(_workspace) : new TestService(_workspace, ("Finntelligence:Callers:Origins:0", origin));

    private static async Task<HttpResponseMessage> SendAsync(TestService service, HttpMethod method)
    {
        using var request = Request(method, "/predict", TestService.ValidBody);
        // A question before the request is none of the contract's.
        using var client = method == HttpMethod.Options ? service.CreateDefaultClient() : service.CreateClient();
        return await client.SendAsync(request);
    }

    private static HttpRequestMessage Request(HttpMethod method, string path, string body)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Origin", Desk);
        if (method == HttpMethod.Options)
        {
            request.Headers.Add("Access-Control-Request-Method", "POST");
            request.Headers.Add("Access-Control-Request-Headers", "content-type,x-api-key");
        }
        else
        {
            request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        }

        return request;
    }

    private static string? Origin(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Access-Control-Allow-Origin", out var values) ? values.Single() : null;
}
