using Serilog;

namespace Finntelligence.Api.Hosting;

internal static class LoggingExtensions
{
    private static readonly string[] SinkSections = ["Serilog:WriteTo", "Serilog:AuditTo"];

    /// <summary>
    /// Sends all logging through Serilog, as section <c>Serilog</c> of the configuration says, and to sinks that are registered as
    /// services. The logger belongs to this host: it is flushed when the host stops, and a second host in the process has its own.
    /// </summary>
    public static WebApplicationBuilder AddStructuredLogging(this WebApplicationBuilder builder)
    {
        if (!HasSink(builder.Configuration))
            Console.Error.WriteLine("Nothing will be logged: no sink is configured. appsettings.json names one in Serilog:WriteTo; Serilog__WriteTo__0__Name=Console does too.");
        builder.Services.AddSerilog(
            (services, logger) => logger
                .Enrich.FromLogContext()
                .Enrich.With<AddressRemover>()
                .ReadFrom.Configuration(builder.Configuration)
                .ReadFrom.Services(services),
            preserveStaticLogger: true);
        return builder;
    }

    // An element is a name alone, or an object with one.
    private static bool HasSink(IConfiguration configuration) =>
        SinkSections.Select(configuration.GetSection).SelectMany(s => s.GetChildren().Prepend(s)).Any(e => e.Value is { Length: > 0 } || e["Name"] is { Length: > 0 });
}
