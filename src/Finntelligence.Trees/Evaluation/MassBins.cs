namespace Finntelligence.Trees.Evaluation;

/// <summary>Sums over the rows of one bin.</summary>
internal readonly record struct MassBin(double Weight, double ScoreSum, double Positive);

/// <summary>
/// Bins of equal weight over ascending scores. Rows with equal scores are never parted: all of them go to the bin in which
/// the middle of their weight falls. With heavy ties a bin may be larger than its share, and another empty (left out).
/// </summary>
internal static class MassBins
{
    public static List<MassBin> Of(ScoreGroups groups, int bins)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        var result = new List<MassBin>();
        var current = -1;
        var below = 0.0;
        foreach (var group in groups.Items)
        {
            var bin = (int)Math.Min(bins * ((below + (group.Weight / 2)) / groups.Weight), bins - 1);
            if (bin != current)
                result.Add(default);
            current = bin;
            var sums = result[^1];
            result[^1] = new MassBin(sums.Weight + group.Weight, sums.ScoreSum + (group.Weight * group.Score), sums.Positive + group.Positive);
            below += group.Weight;
        }

        return result;
    }
}
