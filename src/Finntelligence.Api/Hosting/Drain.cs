using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Finntelligence.Api.Hosting;

/// <summary>
/// How the service stops: for a while it goes on answering, and tells each client by <c>Connection: close</c> not to send another request on that
/// connection; so no request meets a connection that is closed under it. A client that reads nothing does not hold up the stop.
/// </summary>
internal sealed partial class Drain(
    OpenConnections connections, IOptions<ServiceOptions> options, TimeProvider time, ILogger<Drain> logger) : IHostedLifecycleService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    // Not a source of tokens, which would have to be disposed: a host may be stopped twice.
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _cutting = Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Comes before the server stops to listen.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        connections.AskToClose();
        _cutting = CutAsync();
        var until = time.GetUtcNow() + options.Value.DrainTime;
        try
        {
            while (!connections.AreNone && time.GetUtcNow() < until)
                await Task.Delay(Interval, time, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The stop may take no longer.
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Comes after it.</summary>
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        _stopped.TrySetResult();
        await _cutting;
    }

    private async Task CutAsync()
    {
        var since = new Dictionary<ConnectionContext, DateTimeOffset>();
        while (!_stopped.Task.IsCompleted)
        {
            var (now, unread) = (time.GetUtcNow(), connections.Unread.ToHashSet());
            foreach (var reading in since.Keys.Where(c => !unread.Contains(c)).ToList())
                since.Remove(reading);
            foreach (var connection in unread)
            {
                if (since.TryAdd(connection, now) || now - since[connection] < options.Value.ReadPatience)
                    continue;
                LogCut();
                connection.Abort(new ConnectionAbortedException("The client reads nothing, and the service stops."));
            }

            await Task.WhenAny(_stopped.Task, Task.Delay(Interval, time));
        }
    }

    [LoggerMessage(LogLevel.Warning, "A connection was cut at the stop: its client did not read")]
    private partial void LogCut();
}

internal static class DrainExtensions
{
    public static WebApplicationBuilder AddDrain(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<OpenConnections>().AddHostedService<Drain>();
        builder.Services.AddOptions<KestrelServerOptions>().Configure<OpenConnections>((kestrel, connections) =>
            kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Use(next => connection => connections.KeepAsync(connection, next))));
        return builder;
    }

    /// <summary>Tells clients of a service that stops not to send another request on their connection.</summary>
    public static WebApplication UseDrain(this WebApplication app)
    {
        var connections = app.Services.GetRequiredService<OpenConnections>();
        app.Use((context, next) =>
        {
            if (connections.AreToClose)
                context.Response.Headers.Connection = "close";
            return next(context);
        });
        return app;
    }
}
