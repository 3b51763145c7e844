using Finntelligence.Explorer.Hosting;
using Finntelligence.Explorer.InService;
using Finntelligence.Explorer.Portfolio;
using Finntelligence.Explorer.Shell;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using MudBlazor.Services;

namespace Finntelligence.Explorer;

/// <summary>
/// The page at <c>/explore</c>, put into a service. It has routes and middleware of its own, made at its first visit: the service's own routes do not
/// know it, and its start does not wait for it. The service adds what <c>Serving</c> declares.
/// </summary>
public static class ExplorerApplication
{
    /// <summary>Where the page is, below the service's own path.</summary>
    public const string Path = "/explore";

    // A message is a change of one field or a list of clicks; the default of SignalR, named because it bounds a session's memory.
    private const int MaximumMessageBytes = 32 * 1024;

    private const int UnseenRenderings = 10;

    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(1);

    // A browser whose machine does much else is slow, not gone; one that went away closes its connection, and its place is free at once.
    private static readonly TimeSpan SilentFor = TimeSpan.FromMinutes(1);

    /// <summary>Registers what the page needs beside <c>Serving</c>'s interfaces.</summary>
    /// <param name="services">Of the service.</param>
    /// <param name="limits">Says how much the page may take.</param>
    public static IServiceCollection AddExplorer(this IServiceCollection services, Func<IServiceProvider, ExplorerLimits> limits)
    {
        services.AddSingleton(limits).AddSingleton<SessionPlaces>().AddSingleton<ExplorerWork>();
        services.AddSingleton(PortfolioLimits.Default).AddSingleton<PortfolioDesk>();
        services.AddCascadingAuthenticationState();
        services.AddRazorComponents().AddInteractiveServerComponents().AddHubOptions(hub =>
        {
            hub.MaximumReceiveMessageSize = MaximumMessageBytes;
            hub.ClientTimeoutInterval = SilentFor;
        });
        services.AddOptions<CircuitOptions>().Configure<ExplorerLimits>((circuit, limit) =>
        {
            circuit.DisconnectedCircuitMaxRetained = limit.Disconnected;
            circuit.DisconnectedCircuitRetentionPeriod = KeptFor;
            circuit.MaxBufferedUnacknowledgedRenderBatches = UnseenRenderings;
        });
        // A proxy may have put a prefix before the path, which a browser would then not find in the cookie's.
        services.AddOptions<AntiforgeryOptions>().Configure(forgery => forgery.Cookie.Path = "/");
        services.AddLocalization();
        services.AddMudServices();
        services.AddTransient<MudLocalizer, GridTexts>();
        return services;
    }

    /// <summary>Answers requests below <see cref="Path"/>; every other request passes.</summary>
    public static IApplicationBuilder UseExplorer(this IApplicationBuilder app)
    {
        var page = new Lazy<RequestDelegate>(() => Page(app.New()));
        return app.Map(Path, branch => branch.Run(context => page.Value(context)));
    }

    private static RequestDelegate Page(IApplicationBuilder app)
    {
        app.UseRequestLocalization(Locales.Configure);
        app.UseMiddleware<ContentSecurity>();
        app.UseMiddleware<SignIn>();
        // The gate tells a page's connection by it.
        app.UseWebSockets();
        app.UseMiddleware<SessionGate>();
        app.UseStatusCodePagesWithReExecute("/not-found");
        app.UseRouting();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.UseEndpoints(endpoints =>
        {
            endpoints.MapStaticAssets();
            endpoints.MapGet(LanguageChoice.Path, LanguageChoice.Choose);
            endpoints.MapGet(ReportPage.Path, ReportPage.Show);
            endpoints.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        });
        return app.Build();
    }
}
