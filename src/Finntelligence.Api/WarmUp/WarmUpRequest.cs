using System.Globalization;
using System.Net;
using System.Security.Claims;
using Finntelligence.Api.Callers;
using Finntelligence.Api.Hosting;
using Finntelligence.ModelOps.Keys;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Features.Authentication;

namespace Finntelligence.Api.WarmUp;

/// <summary>A request that goes the whole way through the service but for the network.</summary>
/// <param name="Path">Of the address.</param>
/// <param name="Body">Of a POST; null for a GET.</param>
/// <param name="MediaType">Of the body.</param>
internal sealed record WarmUpRequest(string Path, ReadOnlyMemory<byte>? Body = null, string MediaType = "application/json")
{
    // It may do everything: a service that asks for callers is to be warm too.
    private static readonly ClaimsPrincipal Caller = new(new ClaimsIdentity(
        [new Claim(CallerBook.ScopeClaim, Scopes.Admin), new Claim(ClaimTypes.Name, "warm-up")], "WarmUp"));

    /// <summary>The status of the answer; the answer itself is thrown away.</summary>
    public static async Task<int> SendAsync<TContext>(IHttpApplication<TContext> application, WarmUpRequest request, CancellationToken cancellationToken)
        where TContext : notnull
    {
        var features = request.Features(cancellationToken);
        var context = application.CreateContext(features);
        if (features.Get<IHttpMetricsTagsFeature>() is { } metrics)
            metrics.MetricsDisabled = true;
        Exception? fault = null;
        try
        {
            await application.ProcessRequestAsync(context);
            await features.GetRequiredFeature<IHttpResponseBodyFeature>().CompleteAsync();
            return features.GetRequiredFeature<IHttpResponseFeature>().StatusCode;
        }
        catch (Exception thrown)
        {
            fault = thrown;
            throw;
        }
        finally
        {
            application.DisposeContext(context, fault);
        }
    }

    private FeatureCollection Features(CancellationToken cancellationToken)
    {
        var features = new FeatureCollection();
        features.Set(WarmUpMark.Instance);
        features.Set<IHttpRequestFeature>(new HttpRequestFeature
        {
            Protocol = HttpProtocol.Http11,
            Scheme = "http",
            Method = Body is null ? HttpMethods.Get : HttpMethods.Post,
            Path = Path,
            RawTarget = Path,
            Body = new MemoryStream((Body ?? ReadOnlyMemory<byte>.Empty).ToArray(), writable: false),
            Headers = Headers(),
        });
        features.Set<IHttpRequestBodyDetectionFeature>(new HasBody(Body is not null));
        features.Set<IHttpResponseFeature>(new HttpResponseFeature());
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null));
        features.Set<IHttpConnectionFeature>(new HttpConnectionFeature { LocalIpAddress = IPAddress.Loopback, RemoteIpAddress = IPAddress.Loopback });
        features.Set<IHttpRequestLifetimeFeature>(new HttpRequestLifetimeFeature { RequestAborted = cancellationToken });
        features.Set<IHttpAuthenticationFeature>(new HttpAuthenticationFeature { User = Caller });
        return features;
    }

    private IHeaderDictionary Headers()
    {
        IHeaderDictionary headers = new HeaderDictionary();
        headers.Host = "localhost";
        if (Body is not { } body)
            return headers;
        headers.ContentType = MediaType;
        headers.ContentLength = body.Length;
        return headers;
    }

    /// <summary>As the request says.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(Body is null ? HttpMethods.Get : HttpMethods.Post)} {Path}");

    private sealed record HasBody(bool CanHaveBody) : IHttpRequestBodyDetectionFeature;
}
