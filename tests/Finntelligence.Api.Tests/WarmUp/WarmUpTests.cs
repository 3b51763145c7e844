using Finntelligence.Api.Hosting;
using Finntelligence.Api.Pool;
using Finntelligence.Api.Pool.Checks;
using Finntelligence.Api.Recording;
using Finntelligence.Api.Seeing;
using Finntelligence.Api.Tests.Seeing;
using Finntelligence.Api.Tests.Support;
using Finntelligence.Api.WarmUp;
using Finntelligence.ModelOps.Keys;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Finntelligence.Api.Tests.WarmUp;

/// <summary>Alone, because what one service counts is read here.</summary>
[Collection(nameof(MetricsTests))]
public sealed class WarmUpTests : IDisposable
{
    private readonly TestWorkspace _workspace = TestWorkspace.WithModels();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_address_has_been_run_before_the_service_listens_whether_or_not_it_asks_for_callers(bool keys)
    {
        if (keys)
            new KeyFile(Path.Combine(_workspace.Root, "var", "keys.json"), TimeProvider.System).Add("the shop", [Scopes.Predict], default);
        await using var service = await StartAsync("00:00:10");

        var answers = service.Services.GetRequiredService<WarmUpRounds>().Answers;
        answers.Select(a => $"{a.Request}: {a.Status}").ShouldBe(
        [
            "POST /predict: 200", "POST /predict: 200", "GET /health/ready: 200", "GET /health/live: 200", "POST /predict: 200", "POST /offers/explore: 200", "POST /predict: 400",
            "POST /predict/batch: 200", $"GET /decisions/{Guid.Empty}: 404", "GET /: 200", "GET /metrics: 200",
        ]);
        using var http = new HttpClient { BaseAddress = new Uri(service.Urls.Single()) };
        (await http.GetAsync("/offers")).IsSuccessStatusCode.ShouldBeFalse();
        (await http.GetAsync("/health/ready")).IsSuccessStatusCode.ShouldBeTrue();
    }

    [Theory]
    [InlineData(null, "localhost")]
    [InlineData("", "localhost")]
    [InlineData("loans.example;*", "localhost")]
    [InlineData("loans.example; other.example", "loans.example")]
    [InlineData("*.loans.example", "warm-up.loans.example")]
    public void It_asks_by_a_name_that_the_service_answers(string? allowed, string name) => WarmUpServer.HostName(allowed).ShouldBe(name);

    [Fact]
    public async Task A_service_that_answers_by_some_names_alone_is_warm_too()
    {
        await using var service = await StartAsync("00:00:10", "--AllowedHosts=*.loans.example;127.0.0.1");
        service.Services.GetRequiredService<WarmUpRounds>().Answers[0].Status.ShouldBe(200);
        using var http = new HttpClient { BaseAddress = new Uri(service.Urls.Single()), DefaultRequestHeaders = { Host = "elsewhere.example" } };
        (await http.GetAsync("/health/ready")).StatusCode.ShouldBe(System.Net.HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Nothing_of_it_is_counted_kept_or_compared_and_the_log_knows_the_models()
    {
        await using var service = await StartAsync("00:00:10");
        using var http = new HttpClient { BaseAddress = new Uri(service.Urls.Single()) };

        var metrics = await http.GetStringAsync("/metrics");
        metrics.ShouldNotContain("finntelligence_decisions_total{");
        metrics.ShouldNotContain("http_route=\"/predict\"");
        metrics.ShouldNotContain("ehearse");
        service.Services.GetRequiredService<DecisionChecks>().Counts.ShouldBe(new DecisionCheckCounts(0, 0, 0));
        service.Services.GetRequiredService<ApplicantDrift>().Now.ShouldNotBeNull().Applicants.ShouldBe(0);
        var log = service.Services.GetRequiredService<DecisionRecorder>().Log.ShouldNotBeNull();
        log.Written.ShouldBe(0);
        (await log.Store.ReadAsync(null, null, default).CountAsync()).ShouldBe(0);
        var snapshot = service.Services.GetRequiredService<PredictionEnginePool>().Current.ShouldNotBeNull();
        (await log.Store.ArtifactAsync(snapshot.Risk.Model.Sha256, default)).ShouldNotBeNull();
    }

    [Fact]
    public async Task New_models_are_known_to_the_log_before_they_answer()
    {
        await using var service = await StartAsync("0");
        var (risk, _) = _workspace.Promote(TestModels.Risk(_workspace.Product, 0.3), TestModels.Acceptance(_workspace.Product));

        service.Services.GetRequiredService<PredictionEnginePool>().Refresh();

        var log = service.Services.GetRequiredService<DecisionRecorder>().Log.ShouldNotBeNull();
        (await log.Store.ArtifactAsync(risk, default)).ShouldNotBeNull();
        (await log.Store.ReadAsync(null, null, default).CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task It_ends_when_there_is_nothing_left_to_compile()
    {
        var asked = 0;
        await Rounds(TimeSpan.FromHours(1)).RunAsync((_, _) => Task.FromResult(++asked), default).WaitAsync(TimeSpan.FromMinutes(1));

        asked.ShouldBeGreaterThan(11 + (8 * 30) - 1);
    }

    [Fact]
    public async Task It_ends_when_its_time_is_over_and_asks_nothing_where_it_has_none()
    {
        var asked = 0;
        async Task<int> Slow()
        {
            asked++;
            await Task.Delay(30);
            return 200;
        }

        await Rounds(TimeSpan.FromMilliseconds(50)).RunAsync((_, _) => Slow(), default);
        asked.ShouldBeInRange(1, 3);
        await Rounds(TimeSpan.Zero).RunAsync((_, _) => throw new InvalidOperationException("asked"), default);
    }

    [Fact]
    public async Task A_fault_of_it_does_not_keep_the_service_from_starting_but_a_stop_does()
    {
        var rounds = Rounds(TimeSpan.FromSeconds(1));
        await rounds.RunAsync((_, _) => throw new InvalidOperationException("broken"), default);
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => rounds.RunAsync((_, cancelled) => Task.FromCanceled<int>(cancelled), stop.Token));
    }

    private WarmUpRounds Rounds(TimeSpan time)
    {
        var service = new TestService(_workspace);
        return new WarmUpRounds(service.Pool, Options.Create(new ServiceOptions { WarmUp = time }), NullLogger<WarmUpRounds>.Instance);
    }

    private async Task<WebApplication> StartAsync(string warmUp, params string[] more)
    {
        var service = ServiceApp.Build(
            [$"--Finntelligence:Root={_workspace.Root}", "--urls=http://127.0.0.1:0", $"--Finntelligence:WarmUp={warmUp}", "--Serilog:MinimumLevel:Default=Fatal", .. more]);
        await service.StartAsync();
        return service;
    }
}
