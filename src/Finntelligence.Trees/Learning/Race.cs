using System.Runtime.ExceptionServices;

namespace Finntelligence.Trees.Learning;

/// <summary>
/// Runs candidates by <see cref="RaceRule"/>. All folds of all candidates are one pool of work, handed out in pieces of some rounds: to
/// whoever is free the fold that is least far of the first candidate that has one to give. So no thread waits while there is work; what
/// it does for candidates that are not up yet may turn out to have been for nothing, but never changes what is found.
/// </summary>
internal sealed class Race
{
    private readonly object _lock = new();
    private readonly RaceEntry[] _entries;
    private readonly RaceEntry[] _order;
    private readonly IProgress<int>? _progress;
    private ExceptionDispatchInfo? _fault;

    private Race(RaceEntry[] entries, int[] order, IProgress<int>? progress)
    {
        _entries = entries;
        _order = [.. order.Select(c => entries[c])];
        _progress = progress;
    }

    /// <summary>Runs it to its end.</summary>
    /// <param name="entries">The candidates.</param>
    /// <param name="threads">How many threads; they have no influence on the result.</param>
    /// <param name="progress">Told the number of finished trainings whenever there are more.</param>
    /// <param name="cancellationToken">Checked between nodes.</param>
    public static void Run(RaceEntry[] entries, int threads, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var race = new Race(entries, RaceRule.Order([.. entries.Select(entry => entry.Options)]), progress);
        using var team = new WorkerTeam(threads, cancellationToken);
        team.Run("race", threads, (_, _) => race.TakePart());
        race._fault?.Throw();
    }

    private void TakePart()
    {
        var finished = 0;
        while (Next() is var (entry, fold))
        {
            try
            {
                entry.Work(fold);
            }
            catch (Exception fault)
            {
                GiveUp(fault);
                return;
            }

            lock (_lock)
            {
                entry.HandIn(fold);
                Judge();
                finished = _entries.Sum(e => e.Finished);
                Monitor.PulseAll(_lock);
            }

            _progress?.Report(finished);
        }
    }

    /// <summary>The next piece of work, once there is one; null at the end.</summary>
    private (RaceEntry Entry, int Fold)? Next()
    {
        lock (_lock)
        {
            while (_fault is null && !_order.All(entry => entry.HasEnded))
            {
                foreach (var entry in _order)
                {
                    if (entry.Take() is { } fold)
                        return (entry, fold);
                }

                // Others have all that is left in hand.
                Monitor.Wait(_lock);
            }

            return null;
        }
    }

    /// <summary>In order, each against those before it, which must have ended: so it matters to nobody who came first in time.</summary>
    private void Judge()
    {
        var best = double.PositiveInfinity;
        foreach (var entry in _order)
        {
            entry.Judge(best);
            if (!entry.HasEnded)
                return;
            best = Math.Min(best, entry.Curve[entry.BestRound]);
        }
    }

    private void GiveUp(Exception fault)
    {
        lock (_lock)
        {
            _fault ??= ExceptionDispatchInfo.Capture(fault);
            Monitor.PulseAll(_lock);
        }
    }
}
