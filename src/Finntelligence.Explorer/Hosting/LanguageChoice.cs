using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Localization;

namespace Finntelligence.Explorer.Hosting;

/// <summary><c>GET /explore/language</c>: keeps the language that a reader chose, and brings him back.</summary>
internal static class LanguageChoice
{
    public const string Path = "/language";

    private static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    /// <param name="to">Name of the language.</param>
    /// <param name="back">The page he came from, relative to the page's root; its query is the case.</param>
    /// <param name="context">The request.</param>
    public static Results<EmptyHttpResult, BadRequest> Choose(string to, string? back, HttpContext context)
    {
        if (Locales.All.FirstOrDefault(l => l.Name == to) is not { } culture || !IsBelow(back ?? ""))
            return TypedResults.BadRequest();
        // Without a path the browser takes the folder of this address, whatever prefix a proxy put before it.
        context.Response.Cookies.Append(
            CookieRequestCultureProvider.DefaultCookieName,
            CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(culture)),
            new CookieOptions { Path = null, MaxAge = Kept, SameSite = SameSiteMode.Strict, IsEssential = true, HttpOnly = true });
        context.Response.StatusCode = StatusCodes.Status302Found;
        context.Response.Headers.Location = $"./{back}";
        return TypedResults.Empty;
    }

    // Nowhere else than in the page: after "./" a text cannot name another host, but it can climb.
    internal static bool IsBelow(string back) => !back.Split('?')[0].Contains("..", StringComparison.Ordinal) && !back.Any(char.IsControl);
}
