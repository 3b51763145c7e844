using System.Net;
using Finntelligence.Api.Pool;
using Finntelligence.Api.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Finntelligence.Api.Tests.Pool;

/// <summary>The clock, not the test, makes the service look at its files.</summary>
public sealed class ModelWatcherTests : IDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(5);

    private readonly TestWorkspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Service_Starts_Without_Models_And_Takes_Them_When_They_Appear()
    {
        await using var service = new TestService(_workspace);
        var client = service.CreateClient();
        foreach (var path in new[] { "/", "/health/ready" })
        {
            using var response = await client.GetAsync(path);
            response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable, path);
            await response.ProblemAsync();
        }
        using (var refused = await service.PostAsync(TestService.ValidBody))
        {
            refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            await refused.ProblemAsync();
        }
        (await client.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);

        Promote();
        await TickAsync(service);

        (await client.GetAsync("/")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await client.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await service.PostAsync(TestService.ValidBody)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Promotion_Is_Noticed_At_The_Next_Look()
    {
        Promote();
        await using var service = new TestService(_workspace);
        service.Pool.Current!.Risk.Version.ShouldBe("1");

        _workspace.Promote(TestModels.Risk(_workspace.Product, baseScore: -1.25), TestModels.Acceptance(_workspace.Product));
        service.Time.Advance(PollInterval - TimeSpan.FromTicks(1));
        service.Pool.Current.Risk.Version.ShouldBe("1");
        var taken = Taken(service);
        service.Time.Advance(TimeSpan.FromTicks(1));
        await taken;

        service.Pool.Current.Risk.Version.ShouldBe("2");
    }

    [Fact]
    public async Task Unwatched_Service_Still_Takes_The_First_Models_But_No_Others()
    {
        await using var service = new TestService(_workspace, ("Finntelligence:Models:WatchForChanges", "false"));
        service.Pool.Current.ShouldBeNull();
        Promote();
        await TickAsync(service);
        service.Pool.Current!.Risk.Version.ShouldBe("1");

        _workspace.Promote(TestModels.Risk(_workspace.Product, baseScore: -1.25), TestModels.Acceptance(_workspace.Product));
        service.Time.Advance(PollInterval);

        // The watch has ended, so there is nobody to look.
        var watch = service.Services.GetServices<IHostedService>().OfType<ModelWatcher>().Single();
        await watch.ExecuteTask!.WaitAsync(TimeSpan.FromMinutes(1));
        service.Pool.Current.Risk.Version.ShouldBe("1");
    }

    private void Promote() => _workspace.Promote(TestModels.Risk(_workspace.Product), TestModels.Acceptance(_workspace.Product));

    private static async Task TickAsync(TestService service)
    {
        var taken = Taken(service);
        service.Time.Advance(PollInterval);
        await taken;
    }

    private static Task Taken(TestService service) => service.Logs.Next(r => r.Text.StartsWith("Models in service", StringComparison.Ordinal));
}
