using Finntelligence.Lending.Products;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Finntelligence.Api.Hosting;

/// <summary>What the process is: settings, clock, server, start and stop.</summary>
internal static class HostingExtensions
{
    /// <summary>Where the service listens when nothing says otherwise.</summary>
    public const string DefaultUrl = "http://localhost:5080";

    private static readonly string[] AddressKeys =
        [WebHostDefaults.ServerUrlsKey, WebHostDefaults.HttpPortsKey, WebHostDefaults.HttpsPortsKey, "Kestrel:Endpoints"];

    public static WebApplicationBuilder AddServiceHost(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ServiceOptions>().BindConfiguration(ServiceOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<ServiceOptions>, ServiceOptionsValidator>();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddOptions<HostOptions>()
            .Configure<IOptions<ServiceOptions>>((host, service) => host.ShutdownTimeout = service.Value.ShutdownTimeout);

        // An address in appsettings.json would win over ASPNETCORE_URLS; one in code does not.
        if (!AddressKeys.Any(key => builder.Configuration.GetSection(key) is var s && (s.Value is { Length: > 0 } || s.GetChildren().Any())))
            builder.WebHost.UseUrls(DefaultUrl);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        return builder;
    }

    /// <summary>Runs until told to stop. A mistake in the settings or the product is one line on stderr and exit code 1.</summary>
    public static async Task<int> RunToExitCodeAsync(this WebApplication app)
    {
        try
        {
            await app.RunAsync();
            return 0;
        }
        catch (Exception fault) when (fault is OptionsValidationException or InvalidProductException or IOException)
        {
            await Console.Error.WriteLineAsync($"The service cannot start. {fault.Message}");
            return 1;
        }
    }
}
