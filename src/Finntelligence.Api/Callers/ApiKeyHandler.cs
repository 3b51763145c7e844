using System.Security.Claims;
using System.Text.Encodings.Web;
using Finntelligence.ModelOps.Keys;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Finntelligence.Api.Callers;

/// <summary>Knows a caller by the key in the header <c>X-Api-Key</c>, or as a bearer's, which is how Prometheus sends one.</summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, CallerBook book)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "ApiKey";
    public const string Header = "X-Api-Key";

    private const string AsBearer = $"Bearer {ApiKey.Prefix}";

    /// <summary>Whether a request has a key, good or not.</summary>
    public static bool IsMeant(HttpRequest request) =>
        request.Headers.ContainsKey(Header) || request.Headers.Authorization is [{ } text] && text.StartsWith(AsBearer, StringComparison.Ordinal);

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var key = Request.Headers[Header] is [{ Length: > 0 } named] ? named
            : Request.Headers.Authorization is [{ } text] && text.StartsWith(AsBearer, StringComparison.Ordinal) ? text["Bearer ".Length..]
            : null;
        if (key is null)
            return Task.FromResult(AuthenticateResult.NoResult());
        return Task.FromResult(book.Find(key, SchemeName) is { } identity
            ? AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName))
            : AuthenticateResult.Fail("The key is not good."));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = $"{SchemeName} header=\"{Header}\"";
        return base.HandleChallengeAsync(properties);
    }
}
