using System.Net;
using Finntelligence.Api.Tests.Support;

namespace Finntelligence.Api.Tests.Status;

public sealed class StatusEndpointsTests : IDisposable
{
    private readonly TestWorkspace _workspace = TestWorkspace.WithModels();
    private readonly TestService _service;

    public StatusEndpointsTests() => _service = new TestService(_workspace);

    public void Dispose()
    {
        _service.Dispose();
        _workspace.Dispose();
    }

    [Fact]
    public async Task Status_Names_Service_Product_And_Models()
    {
        using var response = await _service.CreateClient().GetAsync("/");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var status = await response.JsonAsync();
        status.Names().ShouldBe(["status", "version", "product", "models", "source", "mlNet", "drift"]);
        status["status"]!.GetValue<string>().ShouldBe("ok");
        status["version"]!.GetValue<string>().ShouldBe("1.0.0");
        status["product"].Names().ShouldBe(["name", "title", "currency", "sha256"]);
        status["product"]!["sha256"]!.GetValue<string>().ShouldBe(TestWorkspace.Hash(File.ReadAllBytes(_workspace.ProductFile)));
        var risk = status["models"]!["risk"]!;
        risk.Names().ShouldBe(["version", "sha256", "alias", "since", "confirmation", "effectOfRate"]);
        risk["version"]!.GetValue<string>().ShouldBe("1");
        risk["sha256"]!.GetValue<string>().ShouldBe(TestWorkspace.Hash(File.ReadAllBytes(_workspace.FileOf("risk"))));
        risk["alias"]!.GetValue<string>().ShouldBe("production");
        risk["since"]!.GetValue<DateTimeOffset>().ShouldBe(TestService.Start);
        risk["confirmation"].Names().ShouldBe(["outcome", "rows", "at"]);
        risk["confirmation"]!["outcome"]!.GetValue<string>().ShouldBe("confirmed");
        risk["confirmation"]!["rows"]!.GetValue<int>().ShouldBeGreaterThan(1000);
        risk["confirmation"]!["at"]!.GetValue<DateTimeOffset>().ShouldBe(TestService.Start);
        status["mlNet"]!["version"]!.GetValue<string>().ShouldBe("5.0.1");
        status["mlNet"]!["decisions"]!.ToJsonString().ShouldBe("""{"oneIn":64,"confirmed":0,"disagreeing":0,"skipped":0}""");
        status["models"]!["acceptance"]!["sha256"]!.GetValue<string>()
            .ShouldBe(TestWorkspace.Hash(File.ReadAllBytes(_workspace.FileOf("acceptance"))));
        status["source"]!["address"]!.GetValue<string>().ShouldStartWith("models:/cash-loan-risk@production, models:/cash-loan-acceptance@production in ");
        status["source"]!["cached"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public async Task Status_Shows_What_Was_Refused_When_And_Why()
    {
        var client = _service.CreateClient();
        File.WriteAllText(_workspace.FileOf("risk"), "broken");
        _service.Time.Advance(TimeSpan.FromMinutes(3));
        _service.Pool.Refresh();

        using var response = await client.GetAsync("/");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var refused = (await response.JsonAsync())["lastRefused"]!;
        refused["at"]!.GetValue<DateTimeOffset>().ShouldBe(TestService.Start.AddMinutes(3));
        refused["reason"]!.GetValue<string>().ShouldContain("sha256");
    }

    [Fact]
    public async Task Status_Without_Models_Is_A_Problem_That_Says_Why()
    {
        using var empty = new TestWorkspace();
        await using var service = new TestService(empty);

        using var response = await service.CreateClient().GetAsync("/");

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        var problem = await response.ProblemAsync();
        problem["version"]!.GetValue<string>().ShouldBe("1.0.0");
        problem["product"]!["name"]!.GetValue<string>().ShouldBe("cash-loan");
        problem["lastRefused"]!["reason"]!.GetValue<string>().ShouldContain("No risk model");
    }

    [Theory]
    [InlineData("/health/live", """{"status":"live"}""")]
    [InlineData("/health/ready", """{"status":"ready","models":"ready","log":"ready","disk":"ready"}""")]
    public async Task Health_Says_So(string path, string said)
    {
        using var response = await _service.CreateClient().GetAsync(path);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.JsonAsync()).ToJsonString().ShouldBe(said);
    }
}
