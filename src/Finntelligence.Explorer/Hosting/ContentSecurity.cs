using Microsoft.AspNetCore.Http;

namespace Finntelligence.Explorer.Hosting;

/// <summary>
/// What a browser may do on the page. Everything comes from this service, nothing is framed, no script stands in a page and none is made of text.
/// What had to be allowed beyond that: styles written in a page, for MudBlazor writes its theme and its sizes as such and plotly.js the marks of a chart;
/// pictures in an address (data:, blob:), for MudBlazor's marks and the picture of a chart that plotly.js lets one save.
/// </summary>
internal sealed class ContentSecurity(RequestDelegate next)
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; "
        + "form-action 'self'; base-uri 'self'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        // Also over what Blazor sets itself, which allows more.
        context.Response.OnStarting(static state =>
        {
            var headers = ((HttpContext)state).Response.Headers;
            headers.ContentSecurityPolicy = Policy;
            headers["Referrer-Policy"] = "no-referrer";
            return Task.CompletedTask;
        }, context);
        return next(context);
    }
}
