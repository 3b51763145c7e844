using System.Collections.Immutable;
using Finntelligence.Experiments.Assigning;
using Finntelligence.Experiments.Definitions;
using Finntelligence.Experiments.Estimators;
using Finntelligence.Experiments.Guarding;

namespace Finntelligence.Evidence.Logged;

/// <summary>What the stop rule of an experiment says of its arms, by a decision log.</summary>
public static class ArmVerdictRun
{
    /// <summary>One verdict for each arm but the champion.</summary>
    /// <param name="experiment">Its current version; earlier ones count where they have the same arms, salt and shares.</param>
    /// <param name="log">Of decisions.</param>
    /// <param name="profit">Of each at the time of looking.</param>
    /// <param name="horizonMonths">Age from which an offer is judged.</param>
    internal static ImmutableArray<ArmVerdict> Of(PricingExperiment experiment, DecisionFile log, LoggedProfit profit, double horizonMonths)
    {
        var current = experiment.Current;
        if (current.Guardrails.Stop is not { } rule)
            return [];
        var versions = experiment.Versions.Where(v => v.Salt == current.Salt && v.Arms.SequenceEqual(current.Arms)).Select(v => v.Version).ToHashSet();
        var counted = log.Decisions.Select(d => (Decision: d, Arm: ArmOf(d.Policy, versions)))
            .Where(d => d.Arm is not null && profit.MonthsOnBook(d.Decision) >= horizonMonths).OrderBy(d => d.Decision.At).ToArray();
        Arm champion = current.Arms[0];
        return
        [
            .. current.Arms.Skip(1).Where(a => !a.Shadow).Select(arm =>
            {
                var comparison = new ArmComparison(rule, champion.Share, arm.Share);
                foreach (var (decision, name) in counted)
                    comparison.Add(profit.Of(decision), name == arm.Name, name == champion.Name);
                return new ArmVerdict(arm.Name, comparison.Count, counted.Count(c => c.Arm == arm.Name), comparison.Difference, comparison.Interval, comparison.Verdict);
            }),
        ];
    }

    // The arm, if its version counts.
    private static string? ArmOf(string policy, HashSet<int> versions) =>
        ArmPolicyName.TryParse(policy, out int version, out string arm) && versions.Contains(version) ? arm : null;
}

/// <summary>What is known of an arm.</summary>
/// <param name="Arm">Its name.</param>
/// <param name="Decisions">Of the experiment that are old enough.</param>
/// <param name="OfArm">Of these, the arm's.</param>
/// <param name="Difference">Arm less champion, an offer.</param>
/// <param name="Interval">Of it, valid however often one looks.</param>
/// <param name="Verdict">Of the stop rule.</param>
public sealed record ArmVerdict(string Arm, long Decisions, int OfArm, double Difference, Interval Interval, StopVerdict Verdict);
