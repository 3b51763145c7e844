using System.Security.Claims;
using Finntelligence.Api.Callers;
using Finntelligence.Api.Hosting;
using Finntelligence.ModelOps.Keys;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Features.Authentication;

namespace Finntelligence.Api.WarmUp;

/// <summary>The application, for which every request is marked as one of the warm-up, may do everything, and is not measured.</summary>
internal sealed class MarkedApplication<TContext>(IHttpApplication<TContext> application) : IHttpApplication<TContext>
    where TContext : notnull
{
    // A service that asks for callers is to be warm too.
    private static readonly ClaimsPrincipal Caller = new(new ClaimsIdentity(
        [new Claim(CallerBook.ScopeClaim, Scopes.Admin), new Claim(ClaimTypes.Name, "warm-up")], "WarmUp"));

    public TContext CreateContext(IFeatureCollection contextFeatures)
    {
        contextFeatures.Set(WarmUpMark.Instance);
        contextFeatures.Set<IHttpAuthenticationFeature>(new HttpAuthenticationFeature { User = Caller });
        var context = application.CreateContext(contextFeatures);
        if (contextFeatures.Get<IHttpMetricsTagsFeature>() is { } metrics)
            metrics.MetricsDisabled = true;
        return context;
    }

    public Task ProcessRequestAsync(TContext context) => application.ProcessRequestAsync(context);

    public void DisposeContext(TContext context, Exception? exception) => application.DisposeContext(context, exception);
}
