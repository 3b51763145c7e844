using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace Finntelligence.Api.WarmUp;

/// <summary>
/// The server, which listens only when everything behind it has been run: the first client then finds compiled code, and nobody is told
/// that the service is ready before it is.
/// </summary>
internal sealed class WarmUpServer(IServer server, WarmUpRounds rounds) : IServer
{
    public IFeatureCollection Features => server.Features;

    public async Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull
    {
        await rounds.RunAsync((request, cancelled) => WarmUpRequest.SendAsync(application, request, cancelled), cancellationToken);
        await server.StartAsync(application, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => server.StopAsync(cancellationToken);

    public void Dispose() => server.Dispose();
}
