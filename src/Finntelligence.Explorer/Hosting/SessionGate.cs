using Finntelligence.Explorer.Texts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;

namespace Finntelligence.Explorer.Hosting;

/// <summary>
/// Lets in as many pages as there are places. A page's connection is one WebSocket, whose request lasts as long as the page is open; other ways to
/// connect are closed, since nobody could count them.
/// </summary>
internal sealed class SessionGate(RequestDelegate next, SessionPlaces places, IStringLocalizer<Words> words)
{
    private const string Hub = "/_blazor";
    private const string RetryAfterSeconds = "30";

    public async Task InvokeAsync(HttpContext context)
    {
        var path = context.Request.Path;
        if (path.StartsWithSegments(Hub, out var below))
        {
            // Server-sent events and long polling come to the hub's own address.
            await (context.WebSockets.IsWebSocketRequest ? ConnectAsync(context)
                : !below.HasValue ? RefuseAsync(context, StatusCodes.Status404NotFound)
                : below.StartsWithSegments("/negotiate") && places.IsFull ? RefuseAsync(context, StatusCodes.Status503ServiceUnavailable)
                : next(context));
        }
        else if (places.IsFull && PagePaths.IsPage(context.Request))
        {
            context.Response.Headers.RetryAfter = RetryAfterSeconds;
            await PlainPage.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, words["FullTitle"], words["FullText"], words["TryAgain"]);
        }
        else
        {
            await next(context);
        }
    }

    private async Task ConnectAsync(HttpContext context)
    {
        // A page of another site could otherwise take all places; a browser says where a request comes from, other programs need not.
        if (context.Request.Headers["Sec-Fetch-Site"] == "cross-site")
        {
            await RefuseAsync(context, StatusCodes.Status403Forbidden);
            return;
        }

        if (!places.TryTake())
        {
            await RefuseAsync(context, StatusCodes.Status503ServiceUnavailable);
            return;
        }

        try
        {
            await next(context);
        }
        finally
        {
            places.Leave();
        }
    }

    private static Task RefuseAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
