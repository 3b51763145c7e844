using System.Text.Json.Nodes;
using Finntelligence.Api.Tests.Support;

namespace Finntelligence.Api.Tests.Hosting;

public sealed class RequestLogTests : IDisposable
{
    private const string Category = "Finntelligence.Api.Requests";

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

        var line = _service.Logs.Of(Category).ShouldHaveSingleItem().Properties;
        line["Method"].Single().ShouldBe("POST");
        line["Route"].Single().ShouldBe("/predict");
        line["Status"].Single().ShouldBe(200);
        line["Elapsed"].Single().ShouldBe(0.0);
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

        var line = _service.Logs.Of(Category).ShouldHaveSingleItem();
        line.Properties["Status"].Single().ShouldBe(404);
        line.Message.ShouldBe("(other) (no route) 404 in 0 ms");
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
