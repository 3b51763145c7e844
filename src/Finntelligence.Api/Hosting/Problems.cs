using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Finntelligence.Api.Hosting;

/// <summary>Every error is an RFC 9457 problem, whatever the client says it accepts.</summary>
internal static class Problems
{
    public static WebApplication UseProblems(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            // The server's own complaint about a request (a broken chunk, a body that never comes) is the client's fault.
            StatusCodeSelector = fault => fault is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError,
            SuppressDiagnosticsCallback = context => context.Exception is BadHttpRequestException,
            ExceptionHandler = context => Of(context.Response.StatusCode).ExecuteAsync(context),
        });
        app.UseStatusCodePages(pages => Of(pages.HttpContext.Response.StatusCode).ExecuteAsync(pages.HttpContext));
        return app;
    }

    /// <summary>The problem of a status, with its standard title.</summary>
    public static ProblemHttpResult Of(int status, string? detail = null, IDictionary<string, object?>? extensions = null) =>
        TypedResults.Problem(detail ?? Detail(status), statusCode: status, extensions: extensions);

    private static string? Detail(int status) => status switch
    {
        StatusCodes.Status404NotFound => "There is nothing at this address. The documentation is at /docs.",
        StatusCodes.Status405MethodNotAllowed => "This address does not answer this method; the Allow header names those it does.",
        StatusCodes.Status415UnsupportedMediaType => "Send the body as application/json in UTF-8, not compressed.",
        StatusCodes.Status500InternalServerError => "The service failed. The fault is logged.",
        _ => null,
    };
}
