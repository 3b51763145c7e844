namespace Finntelligence.Api.Hosting;

/// <summary>
/// One line for each request. It names the route, never the address the client typed, and never a header or a body: what a
/// client sends may be personal.
/// </summary>
internal static partial class RequestLog
{
    public static WebApplication UseRequestLog(this WebApplication app)
    {
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Finntelligence.Api.Requests");
        var time = app.Services.GetRequiredService<TimeProvider>();
        app.Use(next => context => LogAsync(context, next, logger, time));
        return app;
    }

    private static async Task LogAsync(HttpContext context, RequestDelegate next, ILogger logger, TimeProvider time)
    {
        var start = time.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            var elapsed = Math.Round(time.GetElapsedTime(start).TotalMilliseconds, 3);
            var method = KnownMethod(context.Request.Method);
            var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(no route)";
            var status = context.Response.StatusCode;
            if (context.Features.Get<DecisionLogEntry>() is { } entry)
                LogDecision(logger, method, route, status, elapsed, entry.DecisionId, entry.Decision, entry.RiskVersion, entry.AcceptanceVersion);
            else
                LogRequest(logger, method, route, status, elapsed);
        }
    }

    // A method is any text the client likes.
    private static string KnownMethod(string method) =>
        method is "GET" or "HEAD" or "POST" or "PUT" or "PATCH" or "DELETE" or "OPTIONS" or "TRACE" or "CONNECT" ? method : "(other)";

    [LoggerMessage(LogLevel.Information, "{Method} {Route} {Status} in {Elapsed} ms")]
    private static partial void LogRequest(ILogger logger, string method, string route, int status, double elapsed);

    [LoggerMessage(LogLevel.Information,
        "{Method} {Route} {Status} in {Elapsed} ms: {Decision} {DecisionId} by risk {RiskVersion}, acceptance {AcceptanceVersion}")]
    private static partial void LogDecision(
        ILogger logger, string method, string route, int status, double elapsed, Guid decisionId, string decision, string riskVersion, string acceptanceVersion);
}

/// <summary>What the line of a request says of the decision it brought.</summary>
internal sealed record DecisionLogEntry(Guid DecisionId, string Decision, string RiskVersion, string AcceptanceVersion);
