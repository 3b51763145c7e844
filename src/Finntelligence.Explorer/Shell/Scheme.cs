using Microsoft.AspNetCore.Http;

namespace Finntelligence.Explorer.Shell;

/// <summary>
/// Light or dark. A cookie that <c>before.js</c> writes tells the server, so that the first picture is right already: "light" and "dark" were chosen,
/// "system-light" and "system-dark" are what the system has.
/// </summary>
internal static class Scheme
{
    public const string Cookie = "finntelligence-scheme";
    public const string Light = "light";
    public const string Dark = "dark";
    public const string System = "system";

    /// <summary>What the cookie says; empty where there is none.</summary>
    public static string Kept(HttpContext context) => context.Request.Cookies[Cookie] is (Light or Dark or "system-light" or "system-dark") and { } kept ? kept : "";

    /// <summary>Whether to begin in the dark.</summary>
    public static bool IsDark(HttpContext context) => Kept(context).EndsWith(Dark, StringComparison.Ordinal);
}
