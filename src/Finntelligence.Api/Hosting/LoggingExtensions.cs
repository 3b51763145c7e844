using Serilog;

namespace Finntelligence.Api.Hosting;

internal static class LoggingExtensions
{
    /// <summary>Sends all logging through Serilog, as section <c>Serilog</c> of the configuration says.</summary>
    public static WebApplicationBuilder AddStructuredLogging(this WebApplicationBuilder builder)
    {
        // Levels are Serilog's to decide: nothing is dropped before it.
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace);
        builder.Logging.AddSerilog(
            new LoggerConfiguration().ReadFrom.Configuration(builder.Configuration).Enrich.FromLogContext().CreateLogger(), dispose: true);
        return builder;
    }
}
