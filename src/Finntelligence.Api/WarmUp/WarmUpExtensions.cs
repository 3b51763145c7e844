using Finntelligence.Api.Pool;
using Microsoft.AspNetCore.Hosting.Server;

namespace Finntelligence.Api.WarmUp;

internal static class WarmUpExtensions
{
    /// <summary>Puts the warm-up before the server that is registered.</summary>
    public static WebApplicationBuilder AddWarmUp(this WebApplicationBuilder builder)
    {
        var server = builder.Services.Last(s => s.ServiceType == typeof(IServer));
        builder.Services.AddSingleton<WarmUpRounds>().AddSingleton<IBeforeService, LogPreparation>();
        builder.Services.AddSingleton<IServer>(services => new WarmUpServer(
            (IServer)(server.ImplementationFactory?.Invoke(services) ?? ActivatorUtilities.CreateInstance(services, server.ImplementationType!)),
            services.GetRequiredService<WarmUpRounds>(),
            services));
        return builder;
    }
}
