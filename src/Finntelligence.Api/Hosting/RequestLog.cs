using System.Collections.Immutable;
using System.Globalization;
using Serilog;
using Serilog.Events;
using ILogger = Serilog.ILogger;

namespace Finntelligence.Api.Hosting;

/// <summary>
/// One line for each request. It names the route, never the address the client typed, and never a header or a body: what a
/// client sends may be personal.
/// </summary>
internal static class RequestLog
{
    /// <summary>Category of the lines, which is the middleware's to choose.</summary>
    public const string Category = "Serilog.AspNetCore.RequestLoggingMiddleware";

    // Outcome is the text of what a decision adds; its parts are properties of their own.
    private const string Template = "{Method} {Route} {Status} in {Elapsed:0.000} ms{Outcome:l}";

    public static WebApplication UseRequestLog(this WebApplication app)
    {
        app.UseSerilogRequestLogging(options =>
        {
            // Without it lines go to the logger of the whole process, which another host may have set.
            options.Logger = app.Services.GetRequiredService<ILogger>();
            options.MessageTemplate = Template;
            options.GetLevel = (context, _, fault) => Level(context, fault);
            options.GetMessageTemplateProperties = (context, _, elapsed, status) => Properties(context, elapsed, status);
        });
        return app;
    }

    // A fault of the service is logged as an error where it happens; this line tells which request met it. Probes come by the second.
    private static LogEventLevel Level(HttpContext context, Exception? fault) =>
        WarmUpMark.IsOn(context) ? LogEventLevel.Verbose
        : fault is not null || context.Response.StatusCode >= StatusCodes.Status500InternalServerError ? LogEventLevel.Warning
        : Route(context).StartsWith("/health/", StringComparison.Ordinal) ? LogEventLevel.Debug
        : LogEventLevel.Information;

    private static ImmutableArray<LogEventProperty> Properties(HttpContext context, double elapsed, int status)
    {
        var entry = context.Features.Get<DecisionLogEntry>();
        ImmutableArray<LogEventProperty> request =
        [
            Property("Method", KnownMethod(context.Request.Method)),
            Property("Route", Route(context)),
            Property("Status", status),
            Property("Elapsed", elapsed),
            Property("Outcome", entry?.Outcome ?? ""),
        ];
        return entry is null
            ? request
            :
            [
                .. request,
                Property("DecisionId", entry.DecisionId),
                Property("Decision", entry.Decision),
                Property("RiskVersion", entry.RiskVersion),
                Property("AcceptanceVersion", entry.AcceptanceVersion),
            ];
    }

    private static LogEventProperty Property(string name, object value) => new(name, new ScalarValue(value));

    private static string Route(HttpContext context) => (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(no route)";

    // A method is any text the client likes.
    private static string KnownMethod(string method) =>
        method is "GET" or "HEAD" or "POST" or "PUT" or "PATCH" or "DELETE" or "OPTIONS" or "TRACE" or "CONNECT" ? method : "(other)";
}

/// <summary>What the line of a request says of the decision it brought.</summary>
internal sealed record DecisionLogEntry(Guid DecisionId, string Decision, string RiskVersion, string AcceptanceVersion)
{
    public string Outcome => string.Create(
        CultureInfo.InvariantCulture, $": {Decision} {DecisionId} by risk {RiskVersion}, acceptance {AcceptanceVersion}");
}
