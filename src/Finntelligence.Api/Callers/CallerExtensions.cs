using System.Security.Claims;
using Finntelligence.Api.Hosting;
using Finntelligence.ModelOps.Keys;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace Finntelligence.Api.Callers;

/// <summary>Knows callers by keys and tokens, and lets each do what his scopes say.</summary>
internal static class CallerExtensions
{
    private const string AnyScheme = "Caller";

    public static WebApplicationBuilder AddCallers(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<CallerBook>().AddSingleton<IAuthorizationHandler, ScopeHandler>().AddHostedService<ListeningCheck>();
        builder.Services.AddAuthentication(AnyScheme)
            .AddPolicyScheme(AnyScheme, null, scheme => scheme.ForwardDefaultSelector = context =>
                ApiKeyHandler.IsMeant(context.Request) || !context.Request.Headers.ContainsKey("Authorization")
                    ? ApiKeyHandler.SchemeName
                    : JwtBearerDefaults.AuthenticationScheme)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, null)
            .AddJwtBearer();
        builder.Services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<IOptions<ServiceOptions>>((bearer, service) => Configure(bearer, service.Value.Callers.Tokens));
        var authorization = builder.Services.AddAuthorizationBuilder();
        foreach (var scope in Scopes.All)
            authorization.AddPolicy(scope, policy => policy.AddRequirements(new ScopeRequirement(scope)));
        return builder;
    }

    public static WebApplication UseCallers(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseAuthorization();
        return app;
    }

    /// <summary>Lets in whoever has a scope, and names the request in every problem.</summary>
    public static RouteHandlerBuilder RequireScope(this RouteHandlerBuilder endpoint, string scope) => endpoint
        .RequireAuthorization(scope)
        .AddEndpointFilter(Problems.NameRequest)
        .ProducesProblems(StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status429TooManyRequests);

    private static void Configure(JwtBearerOptions bearer, TokenOptions tokens)
    {
        // Without an issuer no token is good.
        bearer.Authority = tokens.Authority;
        bearer.Audience = tokens.Audience;
        bearer.MapInboundClaims = false;
        // Elsewhere than on this machine the settings allow https alone.
        bearer.RequireHttpsMetadata = tokens.Authority?.StartsWith("https:", StringComparison.OrdinalIgnoreCase) == true;
        bearer.TokenValidationParameters.NameClaimType = "sub";
        bearer.Events = new JwtBearerEvents
        {
            OnMessageReceived = context =>
            {
                if (tokens.Authority is not { Length: > 0 })
                    context.NoResult();
                return Task.CompletedTask;
            },
            OnTokenValidated = context =>
            {
                var scopes = context.Principal!.FindAll(tokens.ScopeClaim).SelectMany(c => c.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries));
                ((ClaimsIdentity)context.Principal.Identity!).AddClaims(scopes.Select(s => new Claim(CallerBook.ScopeClaim, s)).ToArray());
                return Task.CompletedTask;
            },
        };
    }
}

/// <summary>That a caller has a scope.</summary>
/// <param name="Scope">One of <see cref="Scopes"/>.</param>
internal sealed record ScopeRequirement(string Scope) : IAuthorizationRequirement;

/// <summary>Whoever has the scope, or all of them; anybody where nobody is asked who he is.</summary>
internal sealed class ScopeHandler(CallerBook book) : AuthorizationHandler<ScopeRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, ScopeRequirement requirement)
    {
        if (!book.AsksForCallers
            || context.User.HasClaim(CallerBook.ScopeClaim, requirement.Scope)
            || context.User.HasClaim(CallerBook.ScopeClaim, Scopes.Admin))
            context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
