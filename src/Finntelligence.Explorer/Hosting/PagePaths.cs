using Microsoft.AspNetCore.Http;

namespace Finntelligence.Explorer.Hosting;

/// <summary>Tells the pages from what they load.</summary>
internal static class PagePaths
{
    /// <summary>Whether a request asks for a page, not for a file or the connection of one.</summary>
    public static bool IsPage(HttpRequest request) =>
        !IsConnection(request) && System.IO.Path.GetExtension(request.Path.Value ?? "").Length == 0 && !request.Path.StartsWithSegments(LanguageChoice.Path);

    /// <summary>Whether it belongs to the connection of an open page.</summary>
    public static bool IsConnection(HttpRequest request) => request.Path.StartsWithSegments("/_blazor");
}
