using System.Globalization;
using System.Threading.RateLimiting;
using Finntelligence.Api.Hosting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Finntelligence.Api.Callers;

/// <summary>How much callers may ask: of each a number a second, of costly work a few at once. What is over it is answered with 429.</summary>
internal static class CallerLimits
{
    // A caller may save up so many seconds' worth.
    private const int SavedSeconds = 10;

    private const string SecondsToWait = "1";

    public static WebApplicationBuilder AddCallerLimits(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<CostlyWork>().AddSingleton<BatchPlaces>();
        builder.Services.AddRateLimiter(_ => { });
        builder.Services.AddOptions<RateLimiterOptions>().Configure<IOptions<ServiceOptions>>((limiter, service) =>
        {
            var rate = service.Value.Callers.RequestsPerSecond;
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = (rejected, _) =>
            {
                var after = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)) : 1;
                rejected.HttpContext.Response.Headers.RetryAfter = after.ToString(CultureInfo.InvariantCulture);
                return ValueTask.CompletedTask;
            };
            if (rate > 0)
                limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, (bool IsProbe, string Caller)>(context => Partition(context, rate));
        });
        return builder;
    }

    /// <summary>The problem of work that there is no room for.</summary>
    public static Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult Busy(HttpContext context)
    {
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
        PermitLimit = options.Value.Callers.CostlyAtOnce ?? Environment.ProcessorCount,
        QueueLimit = options.Value.Callers.CostlyWaiting,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>A place, to be disposed of; not acquired where too many wait.</summary>
    public ValueTask<RateLimitLease> TakeAsync(CancellationToken cancellationToken) => _limiter.AcquireAsync(1, cancellationToken);

    public void Dispose() => _limiter.Dispose();
}

/// <summary>Places for batches, of all callers and of each: a batch that nobody reads holds some megabytes.</summary>
internal sealed class BatchPlaces(IOptions<ServiceOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<HttpContext> _limiter = PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<HttpContext, string>(context => Places(CallerLimits.NameOf(context), options.Value.Callers.BatchesOfCaller)),
        PartitionedRateLimiter.Create<HttpContext, string>(_ => Places("", options.Value.Callers.BatchesAtOnce)));

    /// <summary>A place, to be disposed of; not acquired where there is none.</summary>
    public RateLimitLease Take(HttpContext context) => _limiter.AttemptAcquire(context);

    public void Dispose() => _limiter.Dispose();

    private static RateLimitPartition<string> Places(string name, int places) =>
        RateLimitPartition.GetConcurrencyLimiter(name, _ => new ConcurrencyLimiterOptions { PermitLimit = places });
}
