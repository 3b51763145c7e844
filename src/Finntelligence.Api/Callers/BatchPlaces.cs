using System.Threading.RateLimiting;
using Finntelligence.Api.Hosting;
using Microsoft.Extensions.Options;

namespace Finntelligence.Api.Callers;

/// <summary>Places for batches, of all callers and of each: a batch that nobody reads holds some megabytes.</summary>
internal sealed class BatchPlaces(IOptions<ServiceOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<HttpContext> _limiter = PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<HttpContext, string>(context => Places(CallerLimits.NameOf(context), options.Value.Callers.BatchesOfCaller)),
        PartitionedRateLimiter.Create<HttpContext, string>(_ => Places("", options.Value.Callers.BatchesAtOnce)));

    private int _inUse;
    private long _taken;

    /// <summary>Places that are taken now.</summary>
    public int InUse => Volatile.Read(ref _inUse);

    /// <summary>How often one was taken since the start.</summary>
    public long Taken => Interlocked.Read(ref _taken);

    /// <summary>A place, to be disposed of once; null where there is none.</summary>
    public IDisposable? Take(HttpContext context)
    {
        var lease = _limiter.AttemptAcquire(context);
        if (!lease.IsAcquired)
        {
            lease.Dispose();
            return null;
        }

        Interlocked.Increment(ref _inUse);
        Interlocked.Increment(ref _taken);
        return new Place(this, lease);
    }

    public void Dispose() => _limiter.Dispose();

    private static RateLimitPartition<string> Places(string name, int places) =>
        RateLimitPartition.GetConcurrencyLimiter(name, _ => new ConcurrencyLimiterOptions { PermitLimit = places });

    private sealed class Place(BatchPlaces places, RateLimitLease lease) : IDisposable
    {
        public void Dispose()
        {
            lease.Dispose();
            Interlocked.Decrement(ref places._inUse);
        }
    }
}
