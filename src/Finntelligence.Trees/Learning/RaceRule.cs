namespace Finntelligence.Trees.Learning;

/// <summary>
/// The rule by which candidates race. It is fixed beforehand and looks at nothing but loss curves, so that what is chosen does not
/// depend on threads or on time.
/// <list type="number">
/// <item>Candidates come in the order of trees × leaves, the smallest first. Each is judged against the lowest pooled loss of those before it.</item>
/// <item>Every half of a step it is asked whether it has lost, a step being 1 ÷ learning rate rounds: so far a slow and a fast learner
/// come in the same number of steps.</item>
/// <item>It has lost when its lowest pooled loss is above that of the best before it, and would stay there if every step that is left
/// brought it down by as much as the last one did.</item>
/// </list>
/// A loss curve over boosting rounds falls ever more slowly and then rises: it is convex but for the noise of samples, which a step of
/// many trees over all folds averages out. What no convex curve can make good is given up, so for convex curves the race chooses what
/// the full search does, at the same loss.
/// </summary>
internal static class RaceRule
{
    private const double StepsBetweenChecks = 0.5;
    private const double StepsOfSlope = 1;

    /// <summary>Positions of the candidates in the order in which they are judged.</summary>
    public static int[] Order(IReadOnlyList<TreeOptions> candidates) =>
        [.. Enumerable.Range(0, candidates.Count).OrderBy(c => (long)candidates[c].NumberOfTrees * candidates[c].NumberOfLeaves)];

    /// <summary>Rounds from one check to the next.</summary>
    public static int RoundsBetweenChecks(TreeOptions options) => Rounds(StepsBetweenChecks, options);

    /// <summary>Whether a candidate has lost.</summary>
    /// <param name="curve">Its pooled loss after 0, 1, … rounds, up to now.</param>
    /// <param name="options">Its options.</param>
    /// <param name="best">The lowest pooled loss of those before it.</param>
    public static bool HasLost(ReadOnlySpan<double> curve, TreeOptions options, double best)
    {
        var slopeRounds = Rounds(StepsOfSlope, options);
        var rounds = curve.Length - 1;
        if (rounds < 2 * slopeRounds)
            return false;
        var before = Lowest(curve[..^slopeRounds]);
        var lowest = Math.Min(before, Lowest(curve[^slopeRounds..]));
        return lowest > best && lowest - ((before - lowest) * (options.NumberOfTrees - rounds) / slopeRounds) >= best;
    }

    private static int Rounds(double steps, TreeOptions options) => Math.Max(1, (int)Math.Round(steps / options.LearningRate));

    private static double Lowest(ReadOnlySpan<double> curve)
    {
        var lowest = double.PositiveInfinity;
        foreach (var loss in curve)
            lowest = Math.Min(lowest, loss);
        return lowest;
    }
}
