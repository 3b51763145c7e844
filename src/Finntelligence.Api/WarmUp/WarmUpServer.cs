using Finntelligence.Api.Seeing;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Finntelligence.Api.WarmUp;

/// <summary>
/// The server, which listens only when everything behind it has been run, by a second one of its kind to which this process alone can connect:
/// the first client then finds compiled code, and nobody is told that the service is ready before it is.
/// </summary>
internal sealed class WarmUpServer(IServer server, WarmUpRounds rounds, IServiceProvider services) : IServer
{
    public IFeatureCollection Features => server.Features;

    public async Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull
    {
        if (rounds.HaveTime)
            await RunAsync(application, cancellationToken);
        await server.StartAsync(application, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => server.StopAsync(cancellationToken);

    public void Dispose() => server.Dispose();

    private async Task RunAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull
    {
        using var metrics = RehearsedMetrics.Begin();
        var loggers = services.GetRequiredService<ILoggerFactory>();
        await using var connections = new OwnConnections(loggers);
        using var rehearsed = new KestrelServer(Options.Create(Settings()), connections, loggers);
        await rehearsed.StartAsync(new MarkedApplication<TContext>(application), cancellationToken);
        using var client = new HttpClient(Connecting(connections)) { BaseAddress = new Uri($"http://{HostName(services.GetRequiredService<IConfiguration>()["AllowedHosts"])}") };
        await rounds.RunAsync((request, cancelled) => request.SendAsync(client, cancelled), cancellationToken);
        // Nothing waits any more, or in vain.
        await rehearsed.StopAsync(new CancellationToken(canceled: true));
    }

    /// <summary>A host name that the service does not refuse: the first of those that it may be called by, localhost where it may be called by any.</summary>
    /// <param name="allowed">The setting <c>AllowedHosts</c>: names with semicolons between, which may begin with <c>*.</c>; null or <c>*</c> for any.</param>
    internal static string HostName(string? allowed) =>
        allowed?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [var first, ..] names && !names.Contains("*")
            ? first.Replace("*", "warm-up", StringComparison.Ordinal)
            : "localhost";

    private KestrelServerOptions Settings()
    {
        var settings = new KestrelServerOptions { AddServerHeader = false, ApplicationServices = services };
        settings.Listen(OwnConnections.Name);
        return settings;
    }

    // No client of anybody's: neither a proxy nor a trace has to do with it.
    private static SocketsHttpHandler Connecting(OwnConnections connections) => new()
    {
        ConnectCallback = (_, cancelled) => connections.ConnectAsync(cancelled),
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ActivityHeadersPropagator = null,
    };
}
