using System.Net;
using System.Security.Cryptography;
using Finntelligence.Explorer.Serving;
using Finntelligence.Explorer.Texts;
using Finntelligence.ModelOps.Keys;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;

namespace Finntelligence.Explorer.Hosting;

/// <summary>
/// Lets in whom the service lets explore. A browser cannot send a key in a header, so that a person types it once; it is kept encrypted in a cookie
/// that only this page gets, and looked up at every request, so that a revoked key opens nothing. A token that a proxy puts into the header is taken too.
/// </summary>
internal sealed class SignIn(RequestDelegate next, IDataProtectionProvider protection, IAntiforgery forgery, IStringLocalizer<Words> words)
{
    public const string SignInPath = "/sign-in";
    public const string SignOutPath = "/sign-out";

    private const string CookieName = "finntelligence-explorer";
    private const string KeyField = "key";
    private const string BackField = "back";

    private readonly IDataProtector _protector = protection.CreateProtector("Finntelligence.Explorer.SignIn");

    public async Task InvokeAsync(HttpContext context, IKnownCallers callers, IAuthorizationService authorization)
    {
        var request = context.Request;
        if (context.User.Identity?.IsAuthenticated != true && request.Cookies[CookieName] is { } cookie && Unprotect(cookie) is { } key && callers.Find(key) is { } known)
            context.User = known;

        if (request.Path == SignOutPath)
        {
            context.Response.Cookies.Append(CookieName, "", Settings(request, TimeSpan.Zero));
            Go(context, "./sign-in");
        }
        else if (request.Path == SignInPath)
        {
            await SignInAsync(context, callers);
        }
        else if (IsFile(request) || (await authorization.AuthorizeAsync(context.User, Scopes.Explore)).Succeeded)
        {
            await next(context);
        }
        else if (!PagePaths.IsPage(request))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }
        else if (context.User.Identity?.IsAuthenticated == true)
        {
            await PlainPage.WriteAsync(context, StatusCodes.Status403Forbidden, words["ForbiddenTitle"],
                $"<p>{WebUtility.HtmlEncode(words["ForbiddenText"])}</p><p><a href=\"{PlainPage.Base(context)}sign-out\">{WebUtility.HtmlEncode(words["OtherKey"])}</a></p>");
        }
        else
        {
            Go(context, $"{PlainPage.Base(context)}sign-in?{BackField}={Uri.EscapeDataString(request.Path.Value?.TrimStart('/') + request.QueryString)}");
        }
    }

    private async Task SignInAsync(HttpContext context, IKnownCallers callers)
    {
        var request = context.Request;
        var back = request.Query[BackField].ToString();
        if (!LanguageChoice.IsBelow(back))
            back = "";
        var refused = false;
        if (HttpMethods.IsPost(request.Method))
        {
            if (!request.HasFormContentType || !await forgery.IsRequestValidAsync(context))
            {
                context.Response.StatusCode = StatusCodes.Status400BadRequest;
                return;
            }

            var key = (await request.ReadFormAsync(context.RequestAborted))[KeyField].ToString().Trim();
            if (callers.Find(key) is not null)
            {
                context.Response.Cookies.Append(CookieName, _protector.Protect(key), Settings(request, null));
                Go(context, $"./{back}");
                return;
            }

            refused = true;
        }

        var tokens = forgery.GetAndStoreTokens(context);
        var fault = refused ? $"""<p class="fault" role="alert" id="fault">{WebUtility.HtmlEncode(words["KeyRefused"])}</p>""" : "";
        await PlainPage.WriteAsync(context, refused ? StatusCodes.Status401Unauthorized : StatusCodes.Status200OK, words["SignInTitle"],
            $"""
            <p>{WebUtility.HtmlEncode(words["SignInText"])}</p>
            <form method="post"><input type="hidden" name="{tokens.FormFieldName}" value="{tokens.RequestToken}">
            <label for="key">{WebUtility.HtmlEncode(words["Key"])}</label>
            <input id="key" name="{KeyField}" type="password" autocomplete="current-password" required autofocus{(refused ? " aria-invalid=\"true\" aria-describedby=\"fault\"" : "")}>
            {fault}<button>{WebUtility.HtmlEncode(words["SignIn"])}</button></form>
            """);
    }

    private string? Unprotect(string cookie)
    {
        try
        {
            return _protector.Unprotect(cookie);
        }
        catch (CryptographicException)
        {
            // Written by another machine, or before the service's keys were lost.
            return null;
        }
    }

    // Without a path the browser takes the folder of this address, whatever prefix a proxy put before it.
    private static CookieOptions Settings(HttpRequest request, TimeSpan? age) =>
        new() { Path = null, HttpOnly = true, Secure = request.IsHttps, SameSite = SameSiteMode.Strict, IsEssential = true, MaxAge = age };

    private static bool IsFile(HttpRequest request) => !PagePaths.IsPage(request) && !PagePaths.IsConnection(request);

    private static void Go(HttpContext context, string address)
    {
        context.Response.StatusCode = StatusCodes.Status302Found;
        context.Response.Headers.Location = address;
    }
}
