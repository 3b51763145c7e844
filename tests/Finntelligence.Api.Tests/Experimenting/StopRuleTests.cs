using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Finntelligence.Api.Experimenting;
using Finntelligence.Api.Tests.Seeing;
using Finntelligence.Api.Tests.Support;
using Finntelligence.Experiments.Definitions;
using Finntelligence.Experiments.Estimators;
using Finntelligence.Experiments.Guarding;
using Microsoft.Extensions.DependencyInjection;
using static Finntelligence.Api.Tests.Experimenting.ExperimentingTests;

namespace Finntelligence.Api.Tests.Experimenting;

/// <summary>Meters are the process's own, so that other services must not run beside this one.</summary>
[Collection(nameof(MetricsTests))]
public sealed class StopRuleTests : IDisposable
{
    private readonly TestWorkspace _workspace = TestWorkspace.WithModels();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task The_stop_rule_ends_the_experiment_in_service_and_status_metrics_and_file_say_why()
    {
        var file = Path.Combine(_workspace.Root, "data", "cash-loan", "pricing-experiment.json");
        File.WriteAllText(file, Of("""{ "name": "champion", "share": 0.5 }, { "name": "dear", "share": 0.5, "policy": "card" }""")
            .Replace("\"arms\"", "\"guardrails\": { \"stop\": { \"confidence\": 0.95, \"worseBy\": 1, \"leastDecisions\": 20, \"everyMinutes\": 1, \"horizonMonths\": 0 } }, \"arms\"", StringComparison.Ordinal));
        await using var service = new TestService(_workspace);
        await UntilAsync(service, status => status?["judged"] is not null);
        var events = new StringBuilder();
        for (var i = 0; i < 80; i++)
        {
            var answer = await AskAsync(service, $"client-{i}");
            var outcome = answer["experiment"]!["arm"]!.GetValue<string>() == "champion" ? "paid" : "declined";
            events.Append($$"""{ "decisionId": "{{answer["decisionId"]!.GetValue<Guid>()}}", "outcome": "{{outcome}}", "at": "2026-03-01T12:00:00Z" }""").Append('\n');
        }

        (await AskAsync(service, "client-1"))["experiment"].ShouldNotBeNull();
        using (var content = new StringContent(events.ToString(), Encoding.UTF8, "application/x-ndjson"))
            (await service.CreateClient().PostAsync("/outcomes", content)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await UntilAsync(service, status => status?["state"]!.GetValue<string>() == "stopped");
        (await AskAsync(service, "client-1"))["experiment"].ShouldBeNull();
        await UntilAsync(service, status => status?["version"]?.GetValue<int>() == 2);

        var status = (await (await service.CreateClient().GetAsync("/")).JsonAsync())["experiment"]!;
        status["reason"]!.GetValue<string>().ShouldContain("dear");
        var judged = status["judged"]!["arms"]!.AsArray().ShouldHaveSingleItem()!;
        judged["verdict"]!.GetValue<string>().ShouldBe("stopWorse");
        judged["upper"]!.GetValue<double>().ShouldBeLessThan(-1);
        var versions = JsonNode.Parse(await File.ReadAllTextAsync(file))!["versions"]!.AsArray();
        versions.Count.ShouldBe(2);
        versions[1]!["by"]!.GetValue<string>().ShouldBe("stop rule");
        versions[1]!["state"]!.GetValue<string>().ShouldBe("stopped");
        var metrics = await service.CreateClient().GetStringAsync("/metrics");
        metrics.Split('\n').ShouldContain(l => l.StartsWith("finntelligence_experiment_running{", StringComparison.Ordinal) && l.Contains("version=\"2\"", StringComparison.Ordinal) && l.Contains("} 0", StringComparison.Ordinal), metrics);
        metrics.Split('\n').ShouldContain(l => l.StartsWith("finntelligence_experiment_worse{", StringComparison.Ordinal) && l.Contains("arm=\"dear\"", StringComparison.Ordinal) && l.Contains("} 1", StringComparison.Ordinal), metrics);
    }

    [Fact]
    public async Task Where_the_file_cannot_be_written_the_process_stops_by_itself_and_stays_so()
    {
        var file = Path.Combine(_workspace.Root, "data", "cash-loan", "pricing-experiment.json");
        File.WriteAllText(file, Of("""{ "name": "champion", "share": 0.5 }, { "name": "dear", "share": 0.5, "policy": "card" }"""));
        await using var service = new TestService(_workspace);
        await UntilAsync(service, status => status is not null);
        var board = service.Services.GetRequiredService<ExperimentBoard>();
        // A folder of that name takes no file, and the file that was read stays in force.
        File.Delete(file);
        Directory.CreateDirectory(file);
        var worse = new ArmVerdict("dear", 100, 50, -5, new Interval(-7, -3), StopVerdict.StopWorse);
        await board.JudgeAsync(board.Current!, new ArmJudgement(TestService.Start, [worse]), default);
        (await AskAsync(service, "client-1"))["experiment"].ShouldBeNull();
        board.Current!.Version.By.ShouldBe("stop rule");

        Directory.Delete(file);
        File.WriteAllText(file, Of("""{ "name": "champion", "share": 0.5 }, { "name": "dear", "share": 0.5, "policy": "card" }""") + " ");
        await board.RefreshAsync(board.Current!.Product, default);
        board.Current!.Version.State.ShouldBe(ExperimentState.Stopped);
    }
}
