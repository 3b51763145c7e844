using System.Diagnostics;

namespace Finntelligence.Trees.Learning;

/// <summary>How long each kind of work took in one training, as its caller saw it: what the benchmarks show of where the time goes.</summary>
internal sealed class PhaseTimes
{
    private readonly Dictionary<string, long> _ticks = new(StringComparer.Ordinal);

    /// <summary>Seconds by phase.</summary>
    public IReadOnlyDictionary<string, double> Seconds => _ticks.ToDictionary(p => p.Key, p => (double)p.Value / Stopwatch.Frequency);

    public void Add(string phase, long ticks) => _ticks[phase] = _ticks.GetValueOrDefault(phase) + ticks;
}
