using System.Collections.Immutable;
using Finntelligence.Experiments.Assigning;
using Finntelligence.Experiments.Definitions;
using Finntelligence.Experiments.Estimators;
using Finntelligence.Experiments.Realised;

namespace Finntelligence.Experiments.Guarding;

/// <summary>What the stop rule of an experiment says of its arms.</summary>
public static class ArmVerdicts
{
    /// <summary>Who stops an experiment by its rule, as its history names it.</summary>
    public const string ByRule = "stop rule";

    /// <summary>One verdict for each arm that is shown but the champion; none without a rule.</summary>
    /// <param name="experiment">Its current version; earlier ones count where they have the same arms, salt and shares.</param>
    /// <param name="outcomes">Of decisions, in any order.</param>
    /// <param name="horizonMonths">
    /// Age from which an offer is judged. It goes by the date of the offer alone, so that the offers that are old enough are a fair sample; the loans that
    /// ended are none, since short ones end first.
    /// </param>
    public static ImmutableArray<ArmVerdict> Of(PricingExperiment experiment, IEnumerable<ArmOutcome> outcomes, double horizonMonths)
    {
        var current = experiment.Current;
        if (current.Guardrails.Stop is not { } rule)
            return [];
        var versions = experiment.Versions.Where(v => v.Salt == current.Salt && v.Arms.SequenceEqual(current.Arms)).Select(v => v.Version).ToHashSet();
        var counted = outcomes.Where(o => o.MonthsOnBook >= horizonMonths).Select(o => (Outcome: o, Arm: ArmOf(o.Policy, versions)))
            .Where(o => o.Arm is not null).OrderBy(o => o.Outcome.At).ToArray();
        var champion = current.Arms[0];
        return
        [
            .. current.Arms.Skip(1).Where(a => !a.Shadow).Select(arm =>
            {
                var comparison = new ArmComparison(rule, champion.Share, arm.Share);
                foreach (var (outcome, name) in counted)
                    comparison.Add(outcome.Profit, name == arm.Name, name == champion.Name);
                return new ArmVerdict(arm.Name, comparison.Count, counted.Count(c => c.Arm == arm.Name), comparison.Difference, comparison.Interval, comparison.Verdict);
            }),
        ];
    }

    /// <summary>Why the rule ends the experiment, in a sentence for each arm that is shown to be worse; null while none is.</summary>
    public static string? WhyStop(IEnumerable<ArmVerdict> verdicts)
    {
        string[] worse =
        [
            .. verdicts.Where(v => v.Verdict == StopVerdict.StopWorse).Select(v => FormattableString.Invariant(
                $"The arm {v.Arm} earns {v.Difference:0.00} an offer against the champion, surely between {v.Interval.Lower:0.00} and {v.Interval.Upper:0.00}, after {v.Decisions} decisions.")),
        ];
        return worse.Length == 0 ? null : string.Join(" ", worse);
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
