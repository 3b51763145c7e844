namespace Finntelligence.Benchmarks.Decisions;

/// <summary>What clients met, with latencies in bins of 2 %. Used under a lock.</summary>
internal sealed class SoakFigures
{
    private const double Bin = 1.02;

    private readonly long[] _latencies = new long[1200];

    public long Requests { get; private set; }

    /// <summary>503 with Retry-After: the database was away, no decision was made.</summary>
    public long Refused { get; private set; }

    /// <summary>Anything else that is no good answer.</summary>
    public long Errors { get; private set; }

    public void Add(TimeSpan latency, bool refused, bool error)
    {
        Requests++;
        Refused += refused ? 1 : 0;
        Errors += error ? 1 : 0;
        if (!refused && !error)
            _latencies[Math.Min(_latencies.Length - 1, (int)(Math.Log(Math.Max(1, latency.TotalMicroseconds)) / Math.Log(Bin)))]++;
    }

    /// <summary>The latency that a share of the answers does not exceed, but for 2 %.</summary>
    public double Milliseconds(double share)
    {
        var rest = (long)(_latencies.Sum() * share);
        for (var i = 0; i < _latencies.Length; i++)
        {
            if ((rest -= _latencies[i]) < 0)
                return Math.Pow(Bin, i + 1) / 1000;
        }

        return 0;
    }
}
