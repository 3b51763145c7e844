using FluentValidation;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Finntelligence.Api.Hosting;

/// <summary>What the process is: settings, clock, server and stop.</summary>
internal static class HostingExtensions
{
    /// <summary>Where the service listens when nothing says otherwise.</summary>
    public const string DefaultUrl = "http://localhost:5080";

    private static readonly string[] AddressKeys =
        [WebHostDefaults.ServerUrlsKey, WebHostDefaults.HttpPortsKey, WebHostDefaults.HttpsPortsKey, "Kestrel:Endpoints"];

    // Bytes of a connection that may wait to be read. The server's own megabyte is most of what a batch holds whose answers lie unread.
    private const int SentAhead = 128 * 1024;

    public static WebApplicationBuilder AddServiceHost(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ServiceOptions>().BindConfiguration(ServiceOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true).ValidateOnStart();
        builder.Services.AddValidatorsFromAssemblyContaining<ServiceOptionsValidator>(ServiceLifetime.Singleton, includeInternalTypes: true);
        builder.Services.AddSingleton<IValidateOptions<ServiceOptions>>(
            services => new ValidatedOptions<ServiceOptions>(ServiceOptions.Section, services.GetRequiredService<IValidator<ServiceOptions>>()));
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddOptions<HostOptions>()
            .Configure<IOptions<ServiceOptions>>((host, service) => host.ShutdownTimeout = service.Value.ShutdownTimeout);

        // What the middleware would say for a host that is not ours (AllowedHosts) is a page for people.
        builder.Services.PostConfigure<HostFilteringOptions>(hosts => hosts.IncludeFailureMessage = false);

        // An address in appsettings.json would win over ASPNETCORE_URLS; one in code does not.
        if (!AddressKeys.Any(key => builder.Configuration.GetSection(key) is var s && (s.Value is { Length: > 0 } || s.GetChildren().Any())))
            builder.WebHost.UseUrls(DefaultUrl);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBufferSize = SentAhead;
        });
        return builder;
    }

    /// <summary>Keeps browsers from taking an answer for something else than it says it is.</summary>
    public static WebApplication UseSafeHeaders(this WebApplication app)
    {
        app.Use((context, next) =>
        {
            context.Response.Headers.XContentTypeOptions = "nosniff";
            return next(context);
        });
        return app;
    }
}
