using System.Net;
using System.Text;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Finntelligence.Explorer.Hosting;

/// <summary>A page that needs neither session nor script: what is said when there is no place, and to whoever may not look.</summary>
internal static class PlainPage
{
    /// <summary>Writes one with a heading, a sentence and a link back to the page asked for.</summary>
    public static Task WriteAsync(HttpContext context, int status, string title, string text, string again) =>
        WriteAsync(context, status, title, $"<p>{WebUtility.HtmlEncode(text)}</p><p><a href=\"\">{WebUtility.HtmlEncode(again)}</a></p>");

    /// <summary>Writes one with a heading and what else it has, which is HTML already.</summary>
    public static Task WriteAsync(HttpContext context, int status, string title, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        var language = System.Globalization.CultureInfo.CurrentUICulture.Name;
        var name = WebUtility.HtmlEncode(title);
        return context.Response.WriteAsync(
            $"""
            <!DOCTYPE html>
            <html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{name}</title><link rel="icon" href="data:,"><link rel="stylesheet" href="{Base(context)}_content/Finntelligence.Explorer/plain.css"></head>
            <body><main><h1>{name}</h1>{body}</main></body></html>
            """,
            Encoding.UTF8);
    }

    /// <summary>
    /// The page's root as seen from the address asked for: a proxy may have put a prefix before it that nobody here knows, so that only a relative
    /// address is right.
    /// </summary>
    public static string Base(HttpContext context)
    {
        // What was not found is answered under another path than was asked for.
        var path = context.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalPath ?? context.Request.Path.Value ?? "";
        // "/explore" without a slash is one step above what lies below it.
        return path.Length == 0 ? $"{context.Request.PathBase.Value![(context.Request.PathBase.Value!.LastIndexOf('/') + 1)..]}/"
            : path.Count(c => c == '/') is 1 ? "./"
            : string.Concat(Enumerable.Repeat("../", path.Count(c => c == '/') - 1));
    }
}
