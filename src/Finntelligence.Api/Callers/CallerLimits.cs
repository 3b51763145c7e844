using System.Globalization;
using System.Threading.RateLimiting;
using Finntelligence.Api.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Finntelligence.Api.Callers;

/// <summary>How much callers may ask: of each a number a second, of costly work a few at once. What is over it is answered with 429.</summary>
internal static class CallerLimits
{
    // A caller may save up so many seconds' worth.
    private const int SavedSeconds = 10;

    private const string SecondsToWait = "1";

    // A client that asks again at once would have the service do nothing but refuse it.
    private static readonly TimeSpan RefusalIsHeld = TimeSpan.FromMilliseconds(100);

    public static WebApplicationBuilder AddCallerLimits(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<CostlyWork>().AddSingleton<BatchPlaces>();
        builder.Services.AddSingleton<IHeap, ManagedHeap>().AddHostedService<MemoryReturn>();
        builder.Services.AddRateLimiter(_ => { });
        builder.Services.AddOptions<RateLimiterOptions>().Configure<IOptions<ServiceOptions>>((limiter, service) =>
        {
            var rate = service.Value.Callers.RequestsPerSecond;
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = async (rejected, aborted) =>
            {
                var after = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)) : 1;
                rejected.HttpContext.Response.Headers.RetryAfter = after.ToString(CultureInfo.InvariantCulture);
                await Task.Delay(RefusalIsHeld, aborted);
            };
            if (rate > 0)
                limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, (bool IsProbe, string Caller)>(context => Partition(context, rate));
        });
        return builder;
    }

    /// <summary>The problem of work that there is no room for, after a moment.</summary>
    public static async Task<ProblemHttpResult> BusyAsync(HttpContext context)
    {
        await Task.Delay(RefusalIsHeld, context.RequestAborted);
        context.Response.Headers.RetryAfter = SecondsToWait;
        return Problems.Of(StatusCodes.Status429TooManyRequests);
    }

    /// <summary>Who is counted: the caller by name, else by address.</summary>
    public static string NameOf(HttpContext context) => context.User.Identity?.Name ?? context.Connection.RemoteIpAddress?.ToString() ?? "";

    // Probes are not to be shed with what they watch.
    private static RateLimitPartition<(bool IsProbe, string Caller)> Partition(HttpContext context, int rate) => context.Request.Path.StartsWithSegments("/health")
        ? RateLimitPartition.GetNoLimiter((true, ""))
        : RateLimitPartition.GetTokenBucketLimiter((false, NameOf(context)), _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = rate * SavedSeconds,
            TokensPerPeriod = rate,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        });
}

/// <summary>Places for costly requests: few at once, some waiting, so that the rest of the service goes on.</summary>
internal sealed class CostlyWork(IOptions<ServiceOptions> options) : IDisposable
{
    private readonly ConcurrencyLimiter _limiter = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = options.Value.Callers.CostlyAtOnce ?? Math.Max(1, Environment.ProcessorCount - 1),
        QueueLimit = options.Value.Callers.CostlyWaiting,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>A place, to be disposed of; not acquired where too many wait.</summary>
    public ValueTask<RateLimitLease> TakeAsync(CancellationToken cancellationToken) => _limiter.AcquireAsync(1, cancellationToken);

    public void Dispose() => _limiter.Dispose();
}
