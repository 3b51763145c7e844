using Finntelligence.Api.Experimenting;
using Finntelligence.Api.Hosting;
using Finntelligence.Api.Pool;
using Finntelligence.Api.Tests.Support;
using Finntelligence.Experiments.Definitions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using static Finntelligence.Api.Tests.Experimenting.ExperimentingTests;

namespace Finntelligence.Api.Tests.Experimenting;

public sealed class ExperimentWatcherTests : IDisposable
{
    private readonly TestWorkspace _workspace = TestWorkspace.WithModels();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task The_experiment_is_in_force_before_the_service_listens_however_long_the_log_takes_to_tell_what_it_has_cost()
    {
        await File.WriteAllTextAsync(
            Path.Combine(_workspace.Root, "data", "cash-loan", "pricing-experiment.json"),
            Of("""{ "name": "champion", "share": 0.5 }, { "name": "dear", "share": 0.5, "policy": "card" }"""));
        await using var service = new TestService(_workspace);
        var options = Options.Create(new ServiceOptions());
        var board = new ExperimentBoard(
            service.Services.GetRequiredService<ServedProduct>(), service.Pool, new SlowLog(), options, TimeProvider.System, NullLogger<ExperimentBoard>.Instance);
        using var watcher = new ExperimentWatcher(board, service.Pool, TimeProvider.System, options);

        await watcher.StartAsync(default);

        board.Fault.ShouldBeNull();
        board.Current.ShouldNotBeNull().Version.Version.ShouldBe(1);
        await watcher.StopAsync(default);
    }

    private sealed class SlowLog : IGivenUpBefore
    {
        public async Task<(double InAll, double Today)> OfAsync(PricingExperiment experiment, DateOnly today, CancellationToken cancellationToken)
        {
            await Task.Delay(500, cancellationToken);
            return (0, 0);
        }
    }
}
