using System.Data.Common;
using Finntelligence.Foundation.Faults;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Finntelligence.Api.Hosting;

/// <summary>Every error is an RFC 9457 problem, whatever the client says it accepts.</summary>
internal static class Problems
{
    // As the log calls it.
    private const string RequestId = "requestId";

    public static WebApplication UseProblems(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            // The server's own complaint about a request (a broken chunk, a body that never comes) is the client's fault.
            StatusCodeSelector = StatusOf,
            SuppressDiagnosticsCallback = context => context.Exception is BadHttpRequestException,
            ExceptionHandler = context =>
                Named(Of(context.Response.StatusCode, DetailOf(context.Features.Get<IExceptionHandlerFeature>()?.Error)), context).ExecuteAsync(context),
        });
        app.UseStatusCodePages(pages => Named(Of(pages.HttpContext.Response.StatusCode), pages.HttpContext).ExecuteAsync(pages.HttpContext));
        return app;
    }

    /// <summary>The status of a fault: the client's to mend, the operator's, or a defect of the service.</summary>
    internal static int StatusOf(Exception fault) => fault switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        RequestFaultException => StatusCodes.Status400BadRequest,
        // A database that does not answer, as well.
        UserFaultException or DbException => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    /// <summary>What a client may read of a fault; null for the status's own words. The service's files and servers are not the client's.</summary>
    internal static string? DetailOf(Exception? fault) => (fault as RequestFaultException)?.Message;

    /// <summary>The problem of a status, with its standard title.</summary>
    public static ProblemHttpResult Of(int status, string? detail = null, IDictionary<string, object?>? extensions = null) =>
        TypedResults.Problem(detail ?? Detail(status), statusCode: status, extensions: extensions);

    /// <summary>Names the request in the problem that an endpoint answers with, as the service's log names it.</summary>
    public static async ValueTask<object?> NameRequest(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var result = await next(context);
        var inner = result;
        while (inner is INestedHttpResult nested)
            inner = nested.Result;
        if (inner is IValueHttpResult { Value: ProblemDetails problem })
            Name(problem, context.HttpContext.TraceIdentifier);
        return result;
    }

    private static ProblemHttpResult Named(ProblemHttpResult problem, HttpContext context)
    {
        Name(problem.ProblemDetails, context.TraceIdentifier);
        return problem;
    }

    /// <summary>Names a request in its problem.</summary>
    internal static void Name(ProblemDetails problem, string request) => problem.Extensions[RequestId] = request;

    private static string? Detail(int status) => status switch
    {
        StatusCodes.Status400BadRequest => "What came is no HTTP request that can be read.",
        StatusCodes.Status401Unauthorized => "Say who you are: by a good key in the header X-Api-Key or a token in the header Authorization.",
        StatusCodes.Status403Forbidden => "Your key or token does not allow this.",
        StatusCodes.Status429TooManyRequests => "Too much was asked at once. Ask again after the time that the header Retry-After names.",
        StatusCodes.Status404NotFound => "There is nothing at this address. The documentation is at /docs.",
        StatusCodes.Status405MethodNotAllowed => "This address does not answer this method; the Allow header names those it does.",
        StatusCodes.Status415UnsupportedMediaType => "Send the body as application/json in UTF-8, not compressed.",
        StatusCodes.Status503ServiceUnavailable => "Something that the service needs is damaged or does not answer. The fault is logged.",
        StatusCodes.Status500InternalServerError => "The service failed. The fault is logged.",
        _ => null,
    };
}
