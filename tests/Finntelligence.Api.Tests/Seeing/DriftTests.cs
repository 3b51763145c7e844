using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Finntelligence.Api.Tests.Support;

namespace Finntelligence.Api.Tests.Seeing;

/// <summary>In the training of the models here every feature was 0.5 or less for 60 of 100: LOW, of a class.</summary>
[Collection(nameof(MetricsTests))]
public sealed class DriftTests : IDisposable
{
    private readonly TestWorkspace _workspace = TestWorkspace.WithModels();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task With_few_applicants_nothing_is_judged()
    {
        await using var service = new TestService(_workspace);
        await service.PostAsync(TestService.ValidBody);

        var drift = await DriftAsync(service);

        drift["applicants"]!.GetValue<int>().ShouldBe(1);
        drift["window"]!.GetValue<int>().ShouldBe(1000);
        drift["level"]!.GetValue<string>().ShouldBe("notJudged");
        drift["features"]!.AsArray().Select(f => f!["feature"]!.GetValue<string>()).ShouldBe(_workspace.Product.Applicant.Select(f => f.Name));
    }

    [Fact]
    public async Task The_index_is_that_of_the_last_applicants_against_the_training()
    {
        await using var service = new TestService(_workspace, ("Finntelligence:DriftWindow", "300"));
        // The first hundred have gone when all are in.
        await BatchAsync(service, high: 100, low: 0);
        await BatchAsync(service, high: 90, low: 210);

        var drift = await DriftAsync(service);

        drift["applicants"]!.GetValue<int>().ShouldBe(300);
        var risk = drift["features"]![0]!;
        risk["feature"]!.GetValue<string>().ShouldBe("riskCategory");
        risk["model"]!.GetValue<string>().ShouldBe("acceptance");
        // 0.1 ln(0.7 / 0.6) − 0.1 ln(0.3 / 0.4), and the empty bin of missing values, which counts half a row on either side.
        risk["stability"]!.GetValue<double>().ShouldBe(0.04419 + 0.00366, 0.0001);
        (risk["missingBefore"]!.GetValue<double>(), risk["missingNow"]!.GetValue<double>()).ShouldBe((0, 0));
        risk["level"]!.GetValue<string>().ShouldBe("stable");
        // Everybody's income is above 0.5.
        drift["features"]![1]!["level"]!.GetValue<string>().ShouldBe("drift");
        drift["level"]!.GetValue<string>().ShouldBe("drift");
    }

    [Fact]
    public async Task Prometheus_gets_the_same()
    {
        await using var service = new TestService(_workspace, ("Finntelligence:DriftWindow", "300"));
        const string series = "finntelligence_drift_level";
        (await MetricsAsync(service)).ShouldNotContain(l => l.StartsWith(series + "{", StringComparison.Ordinal));

        await BatchAsync(service, high: 300, low: 0);

        // A scrape is answered out of a cache for a moment.
        var waited = Stopwatch.StartNew();
        string? risk;
        while ((risk = (await MetricsAsync(service)).SingleOrDefault(IsRisk)) is null && waited.Elapsed < TimeSpan.FromMinutes(1))
            await Task.Delay(10);
        risk.ShouldNotBeNull();
        risk.ShouldContain("model=\"acceptance\"");
        risk[(risk.IndexOf('}', StringComparison.Ordinal) + 1)..].Trim().Split(' ')[0].ShouldBe("2");

        bool IsRisk(string line) => line.StartsWith(series, StringComparison.Ordinal) && line.Contains("feature=\"riskCategory\"", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_product_begins_anew_and_no_window_compares_nothing()
    {
        await using (var service = new TestService(_workspace))
        {
            await BatchAsync(service, high: 1, low: 1);
            _workspace.ChangeProduct(json => json["title"] = "Another loan");
            service.Pool.Refresh();
            service.Pool.Current!.Product.Title.ShouldBe("Another loan");

            (await DriftAsync(service))["applicants"]!.GetValue<int>().ShouldBe(0);
        }

        await using var without = new TestService(_workspace, ("Finntelligence:DriftWindow", "0"));
        await without.PostAsync(TestService.ValidBody);
        (await (await without.CreateClient().GetAsync("/")).JsonAsync()).ContainsKey("drift").ShouldBeFalse();
    }

    private static async Task BatchAsync(TestService service, int high, int low)
    {
        var lines = string.Concat(Enumerable.Repeat("HIGH", high).Concat(Enumerable.Repeat("LOW", low))
            .Select(risk => TestService.With(json => json["applicant"]!["riskCategory"] = risk) + "\n"));
        using var content = new StringContent(lines, Encoding.UTF8, "application/x-ndjson");
        var answers = await (await service.CreateClient().PostAsync("/predict/batch", content)).Content.ReadAsStringAsync();
        answers.ShouldNotContain("errors");
    }

    private static async Task<JsonNode> DriftAsync(TestService service) => (await (await service.CreateClient().GetAsync("/")).JsonAsync())["drift"]!;

    private static async Task<string[]> MetricsAsync(TestService service) => (await service.CreateClient().GetStringAsync("/metrics")).Split('\n');
}
