using Finntelligence.Experiments.Definitions;

namespace Finntelligence.Experiments.Guarding;

/// <summary>
/// Keeps the expected profit that an experiment gives up within its limits. What is left is known before a draw and limits it, so that no
/// decision is changed after it was drawn. Safe for any number of threads.
/// </summary>
/// <param name="limits">For a decision, a day and all.</param>
/// <param name="spent">Given up before, as the log has it.</param>
/// <param name="spentToday">Of that, on <paramref name="today"/>.</param>
/// <param name="today">A day, UTC.</param>
public sealed class GivenUp(Guardrails limits, double spent = 0, double spentToday = 0, DateOnly today = default)
{
    private readonly Lock _lock = new();
    private double _all = spent;
    private double _day = spentToday;
    private DateOnly _today = today;

    /// <summary>Given up so far.</summary>
    public double InAll
    {
        get
        {
            lock (_lock)
                return _all;
        }
    }

    /// <summary>The same sums under other limits.</summary>
    public GivenUp Under(Guardrails other)
    {
        lock (_lock)
            return new GivenUp(other, _all, _day, _today);
    }

    /// <summary>Draws within what is left.</summary>
    /// <param name="now">The day is taken from it.</param>
    /// <param name="draw">Gets the most that may be given up, and says what was.</param>
    public T Within<T>(DateTimeOffset now, Func<double, (T Result, double GivenUp)> draw)
    {
        lock (_lock)
        {
            var day = DateOnly.FromDateTime(now.UtcDateTime);
            if (day > _today)
                (_today, _day) = (day, 0);
            double left = Math.Min(
                limits.MostForDecision ?? double.PositiveInfinity,
                Math.Min((limits.MostForDay ?? double.PositiveInfinity) - _day, (limits.MostInAll ?? double.PositiveInfinity) - _all));
            var (result, given) = draw(Math.Max(0, left));
            _day += given;
            _all += given;
            return result;
        }
    }
}
