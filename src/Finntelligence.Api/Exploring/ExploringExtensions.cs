using Finntelligence.Api.Hosting;
using Finntelligence.Explorer;
using Finntelligence.Explorer.Hosting;
using Finntelligence.Explorer.Serving;
using Microsoft.Extensions.Options;

namespace Finntelligence.Api.Exploring;

/// <summary>Puts the page at /explore into the service, and shows it what it may see.</summary>
internal static class ExploringExtensions
{
    public static WebApplicationBuilder AddExploring(this WebApplicationBuilder builder)
    {
        // Files of the page lie in its packages until the service is published.
        builder.WebHost.UseStaticWebAssets();
        builder.Services.AddSingleton<IServedPair, PairInService>().AddSingleton<IKnownCallers, CallersByKey>()
            .AddSingleton<IServiceBoard, BoardNow>().AddSingleton<IDecisionArchive, KeptDecisions>();
        builder.Services.AddExplorer(services =>
        {
            var options = services.GetRequiredService<IOptions<ServiceOptions>>().Value.Explorer;
            return new ExplorerLimits(options.Sessions, options.KeepDisconnected, options.AtOnce ?? Math.Max(1, Environment.ProcessorCount / 2));
        });
        return builder;
    }

    public static WebApplication UseExploring(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<ServiceOptions>>().Value.Explorer.Enabled)
            app.UseExplorer();
        return app;
    }
}
