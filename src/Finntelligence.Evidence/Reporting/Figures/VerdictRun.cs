using System.Collections.Immutable;
using System.Globalization;
using Finntelligence.Evidence.Monitoring;
using Finntelligence.Lending.Drift;
using Finntelligence.Modelling.Gates;

namespace Finntelligence.Evidence.Reporting.Figures;

/// <summary>Comes to a verdict by rules that the report states beside it.</summary>
internal static class VerdictRun
{
    /// <summary>The four-fifths rule of the US Uniform Guidelines of 1978, in wide use as a first screen.</summary>
    public const double LeastImpactRatio = 0.8;

    /// <summary>How far the out-of-time AUC may lie below the out-of-fold one on the same rows.</summary>
    public const double MostAucLoss = 0.03;

    /// <summary>Rate difference at equal risk, in percentage points, that needs an explanation: one step of the usual rate grid.</summary>
    public const double MostPriceGap = 0.25;

    /// <summary>The policy that the product and the registry make, as an evaluation names it.</summary>
    public const string ShippedPolicy = "shipped";

    /// <summary>Loss to the card, an offer, that the lower bound of the difference may not reach.</summary>
    public const double MostLossToCard = 2;

    /// <summary>How far refitted figures may lie from the registered ones; both are kept to eight digits.</summary>
    private const double SameFigure = 1e-6;

    public static VerdictFigures Of(ReportFigures report)
    {
        ImmutableArray<VerdictCheck> checks = [.. Checks(report)];
        var level = report.Models.Any(m => !m.SameHistory) ? VerdictLevel.NoVerdict
            : checks.Any(c => c.Outcome == CheckOutcome.Failed) ? VerdictLevel.DoNotPromote
            : checks.Any(c => c.Outcome != CheckOutcome.Passed) ? VerdictLevel.PromoteWithConditions
            : VerdictLevel.Promote;
        return new VerdictFigures(level, Words(level, checks), checks, Uncertain(report));
    }

    private static string Words(VerdictLevel level, ImmutableArray<VerdictCheck> checks)
    {
        int Count(CheckOutcome outcome) => checks.Count(c => c.Outcome == outcome);
        return level switch
        {
            VerdictLevel.Promote => "Every check is passed: the models may be promoted.",
            VerdictLevel.PromoteWithConditions =>
                $"No check stops a promotion. {Phrase(Count(CheckOutcome.Concern), "concern", "concerns")} and {Count(CheckOutcome.Unknown)} unmeasured: "
                + "promote only if the owner of the model risk accepts what is listed below.",
            VerdictLevel.DoNotPromote => $"{Phrase(Count(CheckOutcome.Failed), "check", "checks")} failed: the models should not be promoted.",
            _ => "No verdict. This report was made on another history than the models learned from, so its figures are of models fitted again on that "
                + "history, not of the registered ones.",
        };
    }

    private static IEnumerable<VerdictCheck> Checks(ReportFigures report)
    {
        foreach (var kind in report.Gates.GroupBy(g => g.Kind))
        {
            var failed = kind.Where(g => !g.Passed).ToArray();
            yield return new VerdictCheck(
                $"Promotion gates of the {kind.Key} model", failed.Length == 0 ? CheckOutcome.Passed : CheckOutcome.Failed,
                failed.Length == 0 ? $"{kind.Count()} of {kind.Count()} passed" : string.Join("; ", failed.Select(f => f.ToString())),
                "all", "The bytes are the registered ones and fit the product; quality is not below the predecessor's; the promised directions hold.");
        }

        foreach (var model in report.Models)
        {
            yield return Reproduced(model);
            yield return OutOfTimeAuc(model);
            yield return OutOfTimeCalibration(report, model);
        }

        yield return Value(report);
        yield return OfferRatio(report);
        yield return PriceRatio(report);
        yield return PriceGap(report);
        if (report.Drift is { } drift)
        {
            yield return new VerdictCheck(
                "Drift of the present business",
                drift.Level switch
                {
                    DriftLevel.Drift => CheckOutcome.Failed,
                    DriftLevel.Watch => CheckOutcome.Concern,
                    DriftLevel.Stable => CheckOutcome.Passed,
                    _ => CheckOutcome.Unknown,
                },
                drift.Level.Word(), "the product's limits", $"{drift.Source} against the training histograms.");
        }
    }

    private static VerdictCheck Reproduced(ModelFigures model)
    {
        var name = $"Figures of the {model.Kind} model can be reproduced";
        const string Meaning = "Fitted again on folds with the same options and seed, the figures must come out as they are registered.";
        if (!model.SameHistory)
            return new VerdictCheck(name, CheckOutcome.Unknown, "another history", "equal", Meaning);
        if (model.LossByTrees.IsEmpty)
            return new VerdictCheck(name, CheckOutcome.Unknown, "imported model", "equal", Meaning);
        var apart = model.Registered.Count(r => !model.Metrics.TryGetValue(r.Key, out var now) || Math.Abs(now - r.Value) > SameFigure);
        return new VerdictCheck(
            name, apart == 0 ? CheckOutcome.Passed : CheckOutcome.Failed,
            apart == 0 ? $"all {model.Registered.Count} equal" : $"{apart} of {model.Registered.Count} differ", "equal", Meaning);
    }

    private static VerdictCheck OutOfTimeAuc(ModelFigures model)
    {
        var name = $"The {model.Kind} model ranks people of a later time";
        const string Meaning = "Learned on the earlier periods and tested on the last, it should rank nearly as well as with all periods to learn from.";
        if (model.OutOfTime is not { } test)
            return new VerdictCheck(name, CheckOutcome.Unknown, "no periods", Number(MostAucLoss), Meaning);
        var loss = test.OutOfFold["auc"] - test.Metrics["auc"];
        return new VerdictCheck(
            name, loss <= MostAucLoss ? CheckOutcome.Passed : CheckOutcome.Concern,
            $"AUC {Number(test.Metrics["auc"])} [{Number(test.AucLow)}, {Number(test.AucHigh)}], {Number(test.OutOfFold["auc"])} with all periods",
            $"loss at most {Number(MostAucLoss)}", Meaning);
    }

    private static VerdictCheck OutOfTimeCalibration(ReportFigures report, ModelFigures model)
    {
        var name = $"The {model.Kind} model's level holds at a later time";
        var limit = (double)report.Product.Monitoring.CalibrationLimit;
        const string Meaning = "The mean probability of the last period beside what happened. The expected profit is only as right as this level.";
        if (model.OutOfTime is not { } test)
            return new VerdictCheck(name, CheckOutcome.Unknown, "no periods", $"within {Percent(limit)}", Meaning);
        var gap = (test.Metrics["meanPredicted"] - test.Metrics["meanObserved"]) / test.Metrics["meanObserved"];
        return new VerdictCheck(
            name, Math.Abs(gap) <= limit ? CheckOutcome.Passed : CheckOutcome.Concern,
            $"predicted {Percent(test.Metrics["meanPredicted"])}, observed {Percent(test.Metrics["meanObserved"])} ({Percent(gap, sign: true)})",
            $"within {Percent(limit)} of observed", Meaning);
    }

    private static VerdictCheck Value(ReportFigures report)
    {
        const string Name = "The shipped policy is worth no less than the standard card";
        var limit = $"point above 0, lower bound above {Number(-MostLossToCard)}";
        const string Meaning = "Profit an offer less the card's, doubly robust, on people who were offered rates at random, with a 90 % interval.";
        if (report.Value?.Policies.FirstOrDefault(p => p.Name == ShippedPolicy)?.DoublyRobust is not { } estimate)
            return new VerdictCheck(Name, CheckOutcome.Unknown, "not evaluated", limit, Meaning);
        if (estimate is not { Difference: { } difference, DifferenceInterval: { } interval })
            return new VerdictCheck(Name, CheckOutcome.Unknown, "too few offers like the card's to compare with", limit, Meaning);
        var (low, high) = (interval.Lower, interval.Upper);
        return new VerdictCheck(
            Name,
            high < 0 ? CheckOutcome.Failed : difference >= 0 && low >= -MostLossToCard ? CheckOutcome.Passed : CheckOutcome.Concern,
            $"{Number(difference)} [{Number(low)}, {Number(high)}] {report.Product.Currency} an offer", limit, Meaning);
    }

    private static VerdictCheck OfferRatio(ReportFigures report)
    {
        var groups = Groups(report).Where(g => double.IsFinite(g.Figures.OfferRatio.Value)).ToArray();
        const string Name = "No group is declined out of proportion";
        const string Meaning = "Adverse impact ratio: a group's share with an offer ÷ that of the group with the highest share (four-fifths rule).";
        if (groups.Length == 0)
            return new VerdictCheck(Name, CheckOutcome.Unknown, "no audit-only columns", $"≥ {Number(LeastImpactRatio)}", Meaning);
        var worst = groups.MinBy(g => g.Figures.OfferRatio.Value);
        return new VerdictCheck(
            Name, worst.Figures.OfferRatio.Value >= LeastImpactRatio ? CheckOutcome.Passed : CheckOutcome.Failed,
            worst.Figures.OfferRatio.Value >= 1
                ? "equal in every group"
                : $"lowest {Text(worst.Figures.OfferRatio)} ({worst.Column}: {worst.Figures.Group})",
            $"≥ {Number(LeastImpactRatio)}", Meaning);
    }

    private static VerdictCheck PriceRatio(ReportFigures report)
    {
        var groups = Groups(report).Where(g => double.IsFinite(g.Figures.BelowCardRatio.Value)).ToArray();
        const string Name = "No group gets fewer discounts out of proportion";
        const string Meaning = "The same ratio for the share of offers below the standard card. Classes differ in it by design, and groups in their classes.";
        if (groups.Length == 0)
            return new VerdictCheck(Name, CheckOutcome.Unknown, "no card, or no discounts", $"≥ {Number(LeastImpactRatio)}", Meaning);
        var below = groups.Where(g => g.Figures.BelowCardRatio.Value < LeastImpactRatio).ToArray();
        var worst = groups.MinBy(g => g.Figures.BelowCardRatio.Value);
        return new VerdictCheck(
            Name, below.Length == 0 ? CheckOutcome.Passed : CheckOutcome.Concern,
            $"lowest {Text(worst.Figures.BelowCardRatio)} ({worst.Column}: {worst.Figures.Group}); {below.Length} of {groups.Length} groups below",
            $"≥ {Number(LeastImpactRatio)}", Meaning);
    }

    private static VerdictCheck PriceGap(ReportFigures report)
    {
        var groups = Groups(report).Where(g => double.IsFinite(g.Figures.PriceGap.Value)).ToArray();
        const string Name = "At equal risk, groups get equal prices";
        var limit = $"± {Number(MostPriceGap)} points";
        const string Meaning = "Mean rate less that of the largest group, in the same class and fifth of predicted default.";
        if (groups.Length == 0)
            return new VerdictCheck(Name, CheckOutcome.Unknown, "no audit-only columns", limit, Meaning);
        var worst = groups.MaxBy(g => Math.Abs(g.Figures.PriceGap.Value));
        return new VerdictCheck(
            Name, Math.Abs(worst.Figures.PriceGap.Value) <= MostPriceGap ? CheckOutcome.Passed : CheckOutcome.Concern,
            $"widest {Text(worst.Figures.PriceGap)} points ({worst.Column}: {worst.Figures.Group})", limit, Meaning);
    }

    private static ImmutableArray<string> Uncertain(ReportFigures report)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        foreach (var declared in report.Gates.Where(g => g.Gate == PromotionGates.DeclaredGate))
            lines.Add($"The {declared.Kind} model is no model: its probability, {declared.Figure}, is the lender's statement, and every expected profit is as right as that.");
        if (report.Models.FirstOrDefault(m => m.Kind == "risk") is { } risk)
        {
            lines.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"Default was seen for {risk.Rows:N0} loans, {risk.Events:N0} of them bad: the risk model's AUC of {risk.Metrics["auc"]:0.000} could as well be {risk.AucLow:0.000} or {risk.AucHigh:0.000}."));
        }

        foreach (var model in report.Models)
            lines.Add(PriceWords.Sentence(model));
        lines.Add("The options were chosen on the same folds that give the out-of-fold figures, which makes these a little too good; the out-of-time test is free of that for the rows, not for the options.");
        lines.Add(report.Product.LossGivenDefault == 0
            ? "The product states a loss given default of 0: expected profit does not yet count what a bad loan loses. The table of sensitivity shows what would change."
            : string.Create(CultureInfo.InvariantCulture, $"The loss given default of {report.Product.LossGivenDefault:0.##} and the cost of funds of {report.Product.CostOfFunds:0.##} % are the lender's statement, not measured."));
        lines.Add("Expected profits in this report are the models' own; only people who were really offered a price at random can say what a policy earns.");
        lines.Add("The audit-only columns are compared with offers made now, to the people of the history. Groups differ in class and history, so a difference is a question, not a finding of discrimination.");
        return lines.ToImmutable();
    }

    private static IEnumerable<(string Column, GroupFigures Figures)> Groups(ReportFigures report) =>
        report.Fairness.SelectMany(f => f.Groups.Where(g => g.People >= 100).Select(g => (f.Title, g)));

    private static string Phrase(int count, string one, string many) => count == 1 ? $"1 {one}" : $"{count} {many}";

    private static string Text(Interval interval) => $"{Number(interval.Value)} [{Number(interval.Low)}, {Number(interval.High)}]";

    private static string Number(double value) =>
        double.IsFinite(value) ? (Math.Round(value, 3) + 0.0).ToString("0.###", CultureInfo.InvariantCulture).Replace('-', '−') : "–";

    private static string Percent(double share, bool sign = false) =>
        (share * 100).ToString(sign ? "+0.0;−0.0;0.0" : "0.0", CultureInfo.InvariantCulture) + "\u00a0%";
}
