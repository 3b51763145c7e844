using System.Text.Json.Nodes;
using Finntelligence.Api.Hosting;
using Finntelligence.Api.Tests.Support;
using Microsoft.Extensions.Logging;

namespace Finntelligence.Api.Tests.Hosting;

public sealed class RequestLogTests : IDisposable
{
    private readonly TestWorkspace _workspace = TestWorkspace.WithModels();
    private readonly TestService _service;

    public RequestLogTests() => _service = new TestService(_workspace);

    public void Dispose()
    {
        _service.Dispose();
        _workspace.Dispose();
    }

    [Fact]
    public async Task Line_Of_A_Decision_Names_It_And_The_Models()
    {
        using var response = await _service.PostAsync(TestService.ValidBody);
        var answer = await response.JsonAsync();

        var record = _service.Logs.Of(RequestLog.Category).ShouldHaveSingleItem();
        record.Level.ShouldBe(LogLevel.Information);
        record.Message.ShouldMatch(@"^POST /predict 200 in \d+\.\d{3} ms: offer [0-9a-f-]{36} by risk 1, acceptance 1$");
        var line = record.Properties;
        line["Method"].Single().ShouldBe("POST");
        line["Route"].Single().ShouldBe("/predict");
        line["Status"].Single().ShouldBe(200);
        line["Elapsed"].Single().ShouldBeOfType<double>().ShouldBeGreaterThan(0);
        line["DecisionId"].Single().ShouldBe(Guid.Parse(answer["decisionId"]!.GetValue<string>()));
        line["Decision"].Single().ShouldBe("offer");
        line["RiskVersion"].Single().ShouldBe("1");
        line["AcceptanceVersion"].Single().ShouldBe("1");
    }

    [Fact]
    public async Task Line_Of_An_Unknown_Address_Does_Not_Repeat_It()
    {
        using var request = new HttpRequestMessage(new HttpMethod("SECRET"), "/jane-doe");
        using var response = await _service.CreateClient().SendAsync(request);

        var line = _service.Logs.Of(RequestLog.Category).ShouldHaveSingleItem();
        line.Properties["Status"].Single().ShouldBe(404);
        line.Message.ShouldMatch(@"^\(other\) \(no route\) 404 in \d+\.\d{3} ms$");
        // The server's own lines tell of the address, below the level that appsettings.json lets through.
        _service.Logs.Records.Where(r => r.Text.Contains("jane-doe", StringComparison.Ordinal))
            .ShouldAllBe(r => r.Category.StartsWith("Microsoft.", StringComparison.Ordinal) && r.Level < LogLevel.Warning);
    }

    [Theory]
    [InlineData("/health/live", LogLevel.Debug)]
    [InlineData("/health/ready", LogLevel.Debug)]
    [InlineData("/", LogLevel.Information)]
    public async Task Probes_Are_Lines_Of_A_Lower_Level(string address, LogLevel level)
    {
        using var response = await _service.CreateClient().GetAsync(address);

        var line = _service.Logs.Of(RequestLog.Category).ShouldHaveSingleItem();
        line.Level.ShouldBe(level);
        line.Properties["Route"].Single().ShouldBe(address);
    }

    [Fact]
    public async Task Probe_That_Fails_Is_A_Warning()
    {
        using var workspace = new TestWorkspace();
        await using var service = new TestService(workspace);
        using var response = await service.CreateClient().GetAsync("/health/ready");

        var line = service.Logs.Of(RequestLog.Category).ShouldHaveSingleItem();
        line.Level.ShouldBe(LogLevel.Warning);
        line.Properties["Status"].Single().ShouldBe(503);
    }

    [Fact]
    public async Task Hosts_In_One_Process_Log_Each_For_Itself()
    {
        await using var other = new TestService(_workspace);
        using var first = await other.CreateClient().GetAsync("/");
        using var second = await _service.CreateClient().GetAsync("/docs/nowhere");

        other.Logs.Of(RequestLog.Category).ShouldHaveSingleItem().Properties["Status"].Single().ShouldBe(200);
        _service.Logs.Of(RequestLog.Category).ShouldHaveSingleItem().Properties["Status"].Single().ShouldBe(404);
        Serilog.Log.Logger.ShouldBe(Serilog.Core.Logger.None);
    }

    // Values that occur nowhere else by chance: whatever logs one of them logs the applicant.
    [Theory]
    [InlineData("""{ "riskCategory": "MEDIUM", "monthlyIncome": 48763.19, "bureauScore": 617, "applicationScore": 33.4127, "priorLoans": 87, "monthsSinceLastLoan": 53, "lastLoanAmount": 7391.53, "lastLoanMonths": 59 }""")]
    [InlineData("""{ "riskCategory": "48763.19", "monthlyIncome": "48763.19", "bureauScore": 48763.19, "33.4127": 7391.53, "lastLoanAmount": 48763.19 }""")]
    public async Task Nothing_An_Applicant_Says_Is_Logged_At_Any_Level(string applicant)
    {
        var body = new JsonObject
        {
            ["applicant"] = JsonNode.Parse(applicant),
            ["requestedAmount"] = 7391.5347,
            ["constraints"] = JsonNode.Parse("""{ "maxInstallment": 6417.29 }"""),
            ["explain"] = true,
        };

        using var answered = await _service.PostAsync(body.ToJsonString());
        using var cut = await _service.PostAsync(body.ToJsonString()[..^5]);

        _service.Logs.Records.ShouldNotBeEmpty();
        foreach (var secret in new[] { "48763", "33.41", "7391.5", "6417", "MEDIUM" })
            _service.Logs.Records.Where(r => r.Text.Contains(secret, StringComparison.Ordinal)).ShouldBeEmpty(secret);
    }
}
