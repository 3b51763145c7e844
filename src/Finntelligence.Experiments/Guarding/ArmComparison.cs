using Finntelligence.Experiments.Definitions;
using Finntelligence.Experiments.Estimators;

namespace Finntelligence.Experiments.Guarding;

/// <summary>
/// The difference of mean profit between an arm and the champion, decision by decision in the order in which they were made: each
/// contributes (profit − centre) × (1{arm} / p(arm) − 1{champion} / p(champion)), whose mean is that difference whatever the centre is. The
/// centre is the mean of what came before, so that it takes noise away and foresees nothing.
/// </summary>
/// <param name="rule">When it ends.</param>
/// <param name="championShare">Probability of the champion.</param>
/// <param name="armShare">Probability of the arm.</param>
public sealed class ArmComparison(StopRule rule, double championShare, double armShare)
{
    private readonly ConfidenceSequence _sequence = new(rule.Confidence, Math.Max(rule.LeastDecisions, 2));
    private double _sum;

    /// <summary>Decisions so far, of whatever arm.</summary>
    public long Count => _sequence.Count;

    /// <summary>Arm less champion, an offer.</summary>
    public double Difference => _sequence.Mean;

    /// <summary>Where the difference is, at all times at once.</summary>
    public Interval Interval => _sequence.Interval;

    /// <summary>Takes a decision of the experiment whose outcome is known.</summary>
    /// <param name="profit">What it earned.</param>
    /// <param name="isArm">It was the arm's.</param>
    /// <param name="isChampion">It was the champion's.</param>
    public void Add(double profit, bool isArm, bool isChampion)
    {
        double centre = Count == 0 ? 0 : _sum / Count;
        _sum += profit;
        _sequence.Add((profit - centre) * ((isArm ? 1 / armShare : 0) - (isChampion ? 1 / championShare : 0)));
    }

    /// <summary>What the rule says now.</summary>
    public StopVerdict Verdict =>
        Count < rule.LeastDecisions ? StopVerdict.GoOn
        : Interval.Upper < -rule.WorseBy ? StopVerdict.StopWorse
        : Interval.Lower > 0 ? StopVerdict.ShownBetter
        : StopVerdict.GoOn;
}

/// <summary>What a stop rule says.</summary>
public enum StopVerdict
{
    /// <summary>Nothing is shown.</summary>
    GoOn,

    /// <summary>The arm is worse than the champion by more than is allowed.</summary>
    StopWorse,

    /// <summary>The arm is better than the champion.</summary>
    ShownBetter,
}
