using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Finntelligence.Api.Tests.Support;

namespace Finntelligence.Api.Tests.Explore;

public sealed class ExploreEndpointTests : IDisposable
{
    private readonly TestWorkspace _workspace = TestWorkspace.WithModels();
    private readonly TestService _service;

    public ExploreEndpointTests() => _service = new TestService(_workspace);

    public void Dispose()
    {
        _service.Dispose();
        _workspace.Dispose();
    }

    [Fact]
    public async Task The_Surface_Has_A_Figure_For_Every_Feasible_Offer_And_Null_For_The_Others()
    {
        var body = TestService.With(json => json["constraints"] = new JsonObject { ["maxInstallment"] = 200 });
        var (surface, decision) = (await PostAsync(body), await (await _service.PostAsync(body)).JsonAsync());

        var (amounts, rates) = (surface["amounts"]!.AsArray().Count, surface["rates"]!.AsArray().Count);
        var feasible = 0;
        foreach (var term in surface["terms"]!.AsArray())
        {
            foreach (var table in (string[])["expectedProfit", "probabilityOfAcceptance", "probabilityOfDefault"])
            {
                term![table]!.AsArray().Count.ShouldBe(rates);
                term[table]!.AsArray().ShouldAllBe(row => row!.AsArray().Count == amounts);
            }

            feasible += term!["expectedProfit"]!.AsArray().Sum(row => row!.AsArray().Count(cell => cell is not null));
        }

        surface["terms"]!.AsArray().Select(t => t!["months"]!.GetValue<int>()).ShouldBe([4, 6, 12]);
        feasible.ShouldBe(decision["search"]!["offersFeasible"]!.GetValue<int>());
        surface["models"]!.ToJsonString().ShouldBe(decision["models"]!.ToJsonString());
    }

    [Fact]
    public async Task The_Frontier_Begins_With_The_Offer_That_Predict_Makes()
    {
        var first = (await PostAsync(TestService.ValidBody))["frontier"]![0]!;
        var offer = (await (await _service.PostAsync(TestService.ValidBody)).JsonAsync())["offer"]!;

        first.Names().Count().ShouldBe(6);
        foreach (var (name, value) in first.AsObject())
            value!.ToJsonString().ShouldBe(offer[name]!.ToJsonString(), name);
    }

    [Fact]
    public async Task Nothing_Open_Is_An_Answer_Too()
    {
        var surface = await PostAsync(TestService.With(json => json["constraints"] = new JsonObject { ["maxRate"] = 1 }));

        surface["rates"]!.AsArray().ShouldBeEmpty();
        surface["frontier"]!.AsArray().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData("{", HttpStatusCode.BadRequest)]
    [InlineData("[]", HttpStatusCode.BadRequest)]
    [InlineData("""{ "applicant": { "riskCategory": "low" } }""", HttpStatusCode.BadRequest)]
    [InlineData(null, HttpStatusCode.RequestEntityTooLarge)]
    public async Task Bad_Input_Is_A_Problem(string? body, HttpStatusCode status)
    {
        using var content = new StringContent(body ?? new string(' ', 70_000), Encoding.UTF8, "application/json");

        var response = await _service.CreateClient().PostAsync("/offers/explore", content);
        response.StatusCode.ShouldBe(status);
        await response.ProblemAsync();
    }

    private async Task<JsonObject> PostAsync(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        var response = await _service.CreateClient().PostAsync("/offers/explore", content);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await response.JsonAsync();
    }
}
