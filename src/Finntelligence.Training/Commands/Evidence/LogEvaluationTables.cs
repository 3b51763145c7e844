using System.Globalization;
using Finntelligence.Evidence.Logged;
using Finntelligence.Experiments.Estimators;
using Finntelligence.Foundation.Output;

namespace Finntelligence.Training.Commands.Evidence;

/// <summary>The evaluation of a log as tables.</summary>
internal static class LogEvaluationTables
{
    private const int FaultsShown = 10;

    public static void Show(LogEvaluationOutcome outcome, IReporter reporter)
    {
        var (data, settings) = (outcome.Evaluation.Data, outcome.Evaluation.Settings);
        foreach (var fault in outcome.Faults.Take(FaultsShown))
            reporter.Warning($"Line {fault.Line}: {fault.Message}");
        if (outcome.Faults.Length > FaultsShown)
            reporter.Warning($"… and {Figures.Count(outcome.Faults.Length - FaultsShown)} more rows with faults; all are left out.");
        if (!outcome.Evaluation.ToDate.IsEmpty)
        {
            reporter.Status(
                $"{Figures.Count(data.Offers)} offers, {Figures.Count(data.Drawn)} with a rate that was drawn; {Figures.Count(data.Old)} are at least {Text(settings.HorizonMonths, 0)} months old as of "
                + $"{settings.AsOf.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}, {Figures.Count(data.Young)} too young to be judged.");
            if (data.Running + data.Unanswered > 0)
                reporter.Status($"Of the old ones {Figures.Count(data.Running)} loans still run and count to date; of {Figures.Count(data.Unanswered)} nobody said whether they were taken: they count as not taken.");
        }
        if (outcome.Evaluation.Policies.IsEmpty)
            reporter.Warning("No offer is old enough to be judged; the values to date favour whoever earns early.");
        foreach (var policy in outcome.Evaluation.Policies.Concat(outcome.Evaluation.ToDate).Where(p => p.Refusal is not null).DistinctBy(p => p.Name))
            reporter.Warning($"{policy.Title}: no value can be told, since {policy.Refusal}.");
        Show("offers that are old enough", outcome.Evaluation.Policies, settings, reporter);
        Show("all offers to date", outcome.Evaluation.ToDate, settings, reporter);
        reporter.Table(new ReportTable(
            "How much of the log speaks for each policy",
            [
                new("policy"), new("matched", true), new("effective", true), new("mean weight", true, Rank: 1), new("99 %", true, Rank: 2), new("greatest", true, Rank: 1),
                new("top 1 % has", true, Rank: 2),
            ],
            [.. (outcome.Evaluation.Policies.IsEmpty ? outcome.Evaluation.ToDate : outcome.Evaluation.Policies).Select(p => (string[])
            [
                p.Title, Figures.Count(p.Overlap.Matched), Figures.Count((long)p.Overlap.EffectiveSize), Text(p.Overlap.Coverage, 3), Text(p.Overlap.Percentile99, 1),
                Text(p.Overlap.Greatest, 1), Figures.Percent(p.Overlap.ShareOfTopPercent),
            ])]));
    }

    private static void Show(string which, IReadOnlyList<ValuedPolicy> policies, LogSettings settings, IReporter reporter)
    {
        if (policies.Count == 0)
            return;
        reporter.Table(new ReportTable(
            $"Policies on {which}, {settings.Currency} an offer, {Figures.Percent(settings.Confidence)} intervals",
            [new("policy"), new("estimator"), new("value", true), new("interval", true), new("Bernstein", true, Rank: 2), new("to logged", true, Rank: 1), new("chosen", true, Rank: 3)],
            [.. policies.SelectMany(p => p.Refusal is null
                ? p.Estimates.Select(e => (string[])
                    [p.Title, e.Title, Text(e.Value, 3), Text(e.Interval), e.Bernstein is { } b ? Text(b) : "–", Difference(e), e.Threshold is { } t ? Text(t, 2) : "–"])
                : [[p.Title, "refused", "–", "–", "–", "–", "–"]])]));
    }

    private static string Difference(EstimatedValue e) => e is { Difference: { } d, DifferenceInterval: { } within } ? $"{Text(d, 2)} {Text(within)}" : "–";

    private static string Text(Interval interval) => $"[{Text(interval.Lower, 3)}, {Text(interval.Upper, 3)}]";

    private static string Text(double value, int decimals) =>
        double.IsFinite(value) ? value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : "–";
}
