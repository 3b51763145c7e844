using System.Globalization;
using Finntelligence.Evidence.Evaluation.Regret;
using Finntelligence.Evidence.Evaluation.Results;
using Finntelligence.Experiments.Estimators;
using Finntelligence.Foundation.Output;

namespace Finntelligence.Training.Commands.Evidence;

/// <summary>An evaluation as tables.</summary>
internal static class EvaluationTables
{
    /// <param name="evaluation">What was found.</param>
    /// <param name="regretIsNew">Whether the regret was measured now; else it stood in the file.</param>
    /// <param name="reporter">Where to.</param>
    public static void Show(PolicyEvaluation evaluation, bool regretIsNew, IReporter reporter)
    {
        string money = $"{evaluation.Settings.Currency} an offer";
        reporter.Table(new ReportTable(
            $"Policies on {Figures.Count(evaluation.Data.Rows)} offers, {money}, doubly robust, 90 % intervals",
            [new("policy"), new("value", true), new("interval", true), new("to card", true), new("interval", true), new("mean rate", true, Rank: 1), new("at card", true, Rank: 2)],
            [.. evaluation.Policies.Select(p => (string[])
                [p.Title, .. Cells(p.DoublyRobust), Text(p.MeanRate, 2), Figures.Percent(p.ShareAtCard)])]));
        foreach (var policy in evaluation.Policies.Where(p => p.Refusal is not null))
            reporter.Warning($"{policy.Title}: no value can be told, since {policy.Refusal}.");
        reporter.Table(new ReportTable(
            $"Other estimators, {money}, and weights",
            [
                new("policy"), new("inverse propensity", true), new("to card", true), new("self-normalised", true, Rank: 3), new("to card", true, Rank: 3),
                new("matched", true, Rank: 4), new("effective", true, Rank: 1), new("mean weight", true, Rank: 2), new("99 %", true, Rank: 5),
                new("greatest", true, Rank: 4), new("top 1 % has", true, Rank: 5),
            ],
            [.. evaluation.Policies.Select(p => (string[])
            [
                p.Title, With(p.InversePropensity?.Value, p.InversePropensity?.Interval), With(p.InversePropensity?.Difference, p.InversePropensity?.DifferenceInterval),
                With(p.SelfNormalised?.Value, p.SelfNormalised?.Interval), With(p.SelfNormalised?.Difference, p.SelfNormalised?.DifferenceInterval),
                Figures.Count(p.Weights.MatchedRows), Figures.Count((long)Math.Round(p.Weights.EffectiveSampleSize)), Text(p.Weights.Mean, 3),
                Text(p.Weights.Percentile99, 1), Text(p.Weights.Maximum, 1), Figures.Percent(p.Weights.ShareOfTopPercent),
            ])]));
        reporter.Table(new ReportTable(
            $"Difference to the card under other assumptions, {money}, doubly robust",
            [new("policy"), .. evaluation.Sensitivities.Select(s => new ReportColumn($"{s.Title} ({Figures.Count(s.Rows)})", true))],
            [.. evaluation.Policies.Select((p, i) => (string[])
                [p.Title, .. evaluation.Sensitivities.Select(s => With(s.Policies[i].Estimate?.Difference, s.Policies[i].Estimate?.DifferenceInterval))])]));
        reporter.Table(new ReportTable(
            "Every variant tried for the safe policy: difference to the card. Chosen by the inner folds alone",
            [new("variant"), new("inner mean", true, Rank: 2), new("lower", true, Rank: 1), new("outer", true), new("interval", true), new("at card", true, Rank: 3), new("chosen by (folds)")],
            [.. evaluation.Variants.Select(v => (string[])
            [
                v.Title, Text(v.InnerMean(), 2), Text(v.InnerLower(), 2), Text(v.Outer?.Difference, 2), Text(v.Outer?.DifferenceInterval), Figures.Percent(v.ShareAtCard),
                string.Join("; ", v.ChosenBy.Select(c => $"{c.Policy} ({string.Join(", ", c.Folds)})")),
            ])]));
        if (evaluation.Probit is { } probit)
        {
            reporter.Table(new ReportTable(
                "Probit check of the data",
                [new("figure"), new("here", true), new("published", true)],
                [
                    ["marginal effect of a point of rate", Text(probit.MarginalEffect, 5), probit.Published is { } published ? Text(published, 5) : "–"],
                    ["standard error", Text(probit.StandardError, 5), "–"],
                    ["rows", Figures.Count(probit.Rows), probit.PublishedRows is { } rows ? Figures.Count(rows) : "–"],
                ]));
        }
        if (evaluation.Regret is { } regret)
            ShowRegret(regret, regretIsNew, evaluation.Settings.Currency, reporter);
    }

    private static void ShowRegret(RegretResult regret, bool isNew, string currency, IReporter reporter)
    {
        reporter.Table(new ReportTable(
            $"True expected profit over the oracle's{(isNew ? "" : ", measured earlier and kept in evaluation.json (--regret measures it anew)")}, on {Figures.Count(regret.Applicants)} simulated applicants "
            + $"(oracle {Text(regret.OracleProfit, 2)}, card {Text(regret.CardProfit, 2)} {currency} an applicant)",
            [new("rows", true), .. regret.Curves.Select(c => new ReportColumn($"{(c.Monotone ? "monotone" : "free")}, {(c.SupportGuard ? "guarded" : "no guard")}", true))],
            [.. regret.Curves[0].Points.Select((point, i) => (string[])
                [Figures.Count(point.Rows), .. regret.Curves.Select(c => Figures.Percent(c.Points[i].ShareOfOracle))])]));
        if (regret.Curves[0].Points[^1].Rows < RegretRun.FullSizes[^1])
            reporter.Status($"--full-regret goes on to {Figures.Count(RegretRun.FullSizes[^1])} rows.");
    }

    private static string[] Cells(Estimate? estimate) =>
        [Text(estimate?.Value, 2), Text(estimate?.Interval), Text(estimate?.Difference, 2), Text(estimate?.DifferenceInterval)];

    private static string With(double? value, Interval? interval) => value is null ? "–" : $"{Text(value, 1)} {Text(interval)}";

    private static string Text(Interval? interval) => interval is { } known ? $"[{Text(known.Lower, 1)}, {Text(known.Upper, 1)}]" : "–";

    private static string Text(double? value, int decimals) => value is { } known && double.IsFinite(known)
        ? known.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
        : "–";
}
