namespace Finntelligence.Evidence.Monitoring;

/// <summary>
/// How often each probability came with either outcome. What a file adds to another, so that the area under the ROC curve of the whole is
/// exact; a boosted model has far fewer probabilities than rows.
/// </summary>
internal sealed class ScoreCounts
{
    private readonly SortedDictionary<float, (long Without, long With)> _counts = [];

    /// <summary>Probability, rows without and with the event; ascending.</summary>
    public IEnumerable<ScoreCount> Items => _counts.Select(c => new ScoreCount(c.Key, c.Value.Without, c.Value.With));

    public long Events => _counts.Values.Sum(c => c.With);

    public long Rows => _counts.Values.Sum(c => c.With + c.Without);

    /// <summary>Adds rows.</summary>
    public void Add(in ScoreCount count)
    {
        var before = _counts.GetValueOrDefault(count.Score);
        _counts[count.Score] = (before.Without + count.Without, before.With + count.With);
    }

    /// <summary>The chance that a row with the event has the greater probability, a tie counting one half; null where all outcomes are the same.</summary>
    public double? Auc()
    {
        // In halves of a pair, so that it is a whole number.
        Int128 area = 0, below = 0, events = 0;
        foreach (var (without, with) in _counts.Values)
        {
            area += with * ((2 * below) + without);
            below += without;
            events += with;
        }

        return events == 0 || below == 0 ? null : (double)area / (double)(2 * events * below);
    }
}

/// <summary>Rows of one probability.</summary>
/// <param name="Score">The probability.</param>
/// <param name="Without">Rows without the event.</param>
/// <param name="With">Rows with it.</param>
public readonly record struct ScoreCount(float Score, long Without, long With);
