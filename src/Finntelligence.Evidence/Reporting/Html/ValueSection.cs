using System.Text;
using Finntelligence.Evidence.Evaluation.Results;
using Finntelligence.Evidence.Reporting.Charts;
using Finntelligence.Evidence.Reporting.Figures;
using static Finntelligence.Evidence.Reporting.Html.Markup;

namespace Finntelligence.Evidence.Reporting.Html;

/// <summary>What policies are worth on people who were really offered a rate at random.</summary>
internal static class ValueSection
{
    private static readonly (string Style, bool Monotone, bool Guard, string Name)[] Regrets =
    [
        ("c1", true, true, "monotone, guarded"), ("c2", true, false, "monotone, no guard"), ("c3", false, true, "free, guarded"), ("c4", false, false, "free, no guard"),
    ];

    public static string Of(ReportFigures report)
    {
        var html = new StringBuilder(ReportPage.Heading("value", "What the policy is worth"));
        if (report.Value is not { } value)
        {
            return html.Append(P(
                "Not evaluated on this history. <span class=\"mono\">evaluate</span> estimates, from people who were offered rates at random, what this policy and others would have earned; "
                + "run it, then <span class=\"mono\">report</span> again.")).ToString();
        }

        var settings = value.Settings;
        html.Append(P(
            $"{Count(value.Data.Rows)} offers of {Escape(value.Data.Description)}, {Count(value.Data.Taken)} taken. Rates were drawn at random, so a policy's profit can be estimated from the people who by chance were offered "
            + $"about the rate it would have offered (within {Short(settings.Window)} points), weighted by how likely that was. {Percent(settings.Confidence, 0)} intervals from {Count(settings.Replicates)} bootstrap replicates; {settings.Folds} folds, "
            + "on none of which the policy or its models had learned."));
        html.Append(P(Escape(settings.Scope)));
        if (value.Data.Simulated)
            html.Append(P("<b>The history is simulated: these values say nothing about customers.</b>"));
        html.Append(P(
            $"A few loans make much of the profit: the most profitable 1 % earn {Percent(value.Data.ShareOfTopPercent)} of what is earned. That is why intervals are wide, and why the paired difference to the standard card, in which much of that noise cancels, is the figure to look at."));
        foreach (var policy in value.Policies.Where(p => p.Refusal is not null))
            html.Append(P($"{Escape(policy.Title)}: no value can be told, since {Escape(policy.Refusal!)}."));
        html.Append("<div class=\"charts\">\n");
        (PolicyValue Policy, Estimate Value)[] valued = [.. value.Policies.Where(p => p.DoublyRobust is not null).Select(p => (p, p.DoublyRobust!))];
        if (valued.Length > 0)
        {
            html.Append(IntervalChart.Render(
                new PlotText(
                    "value-abs", "Profit an offer, by policy", string.Join("; ", valued.Select(p => $"{p.Policy.Title} {Fixed(p.Value.Value, 1)}")) + ".",
                    $"{settings.Currency} an offer, doubly robust, {Percent(settings.Confidence, 0)} interval", ""),
                [.. valued.Select(p => Line(p.Policy, p.Value.Value, p.Value.Interval))], null));
        }

        (PolicyValue Policy, double Gain, Experiments.Estimators.Interval Within)[] compared =
            [.. valued.Where(p => p.Policy != value.Policies[0] && p.Value.Difference is not null).Select(p => (p.Policy, p.Value.Difference!.Value, p.Value.DifferenceInterval!.Value))];
        if (compared.Length > 0)
        {
            html.Append(IntervalChart.Render(
                new PlotText(
                    "value-diff", "Difference to the standard card", string.Join("; ", compared.Select(p => $"{p.Policy.Title} {Fixed(p.Gain, 1)}")) + ".",
                    $"{settings.Currency} an offer, same rows, {Percent(settings.Confidence, 0)} interval", ""),
                [.. compared.Select(p => Line(p.Policy, p.Gain, p.Within))], 0));
        }

        html.Append(Regret(value.Regret));
        html.Append("</div>\n");
        html.Append(Estimators(value)).Append(Weights(value)).Append(Sensitivities(value)).Append(Variants(value));
        if (value.Probit is { } probit)
        {
            html.Append(P(
                $"Check of the import: a probit of applying on the rate gives a marginal effect of {Fixed(probit.MarginalEffect, 5)} (standard error {Fixed(probit.StandardError, 5)}, {Count(probit.Rows)} rows)"
                + (probit.Published is { } published ? $"; published is {Fixed(published, 5)} with {Count(probit.PublishedRows ?? 0)} rows." : ".")));
        }

        return html.ToString();
    }

    private static IntervalChart.Line Line(PolicyValue policy, double value, Experiments.Estimators.Interval interval) => new(
        policy.Title, value, interval.Lower, interval.Upper, Interval(value, interval.Lower, interval.Upper, 1), policy.Name == VerdictRun.ShippedPolicy ? "c2" : "c1");

    private static string Estimators(PolicyEvaluation value) => Table(
        "Three estimators. Doubly robust is the one to quote: it is right if either the propensities or the model of profit are.",
        ["Policy", ">Inverse propensity", ">difference", ">Self-normalised", ">difference", ">Doubly robust", ">difference"],
        value.Policies.Select(p => (IReadOnlyList<string>)[p.Title, .. new[] { p.InversePropensity, p.SelfNormalised, p.DoublyRobust }.SelectMany(e => new[] { Of(e), Difference(e) })]));

    private static string Weights(PolicyEvaluation value) => Table(
        "How much of the data speaks for each policy: people whose rate was the policy's, the number of equally weighted people they are worth, and the tail of their weights.",
        ["Policy", ">Mean rate", ">At the card", ">Matched people", ">Effective", ">Mean weight", ">99th percentile", ">Greatest", ">Weight of the top 1 %"],
        value.Policies.Select(p => (IReadOnlyList<string>)
        [
            p.Title, Fixed(p.MeanRate, 2), Percent(p.ShareAtCard), Count(p.Weights.MatchedRows), Count((long)p.Weights.EffectiveSampleSize), Fixed(p.Weights.Mean, 2), Fixed(p.Weights.Percentile99, 1),
            Fixed(p.Weights.Maximum, 1), Percent(p.Weights.ShareOfTopPercent),
        ]));

    private static string Sensitivities(PolicyEvaluation value)
    {
        if (value.Sensitivities.IsEmpty)
            return "";
        string[] policies = [.. value.Policies.Skip(1).Select(p => p.Name)];
        return Table(
            "Difference to the card under other assumptions, doubly robust",
            ["Policy", .. value.Sensitivities.Select(s => $">{s.Title} ({Count(s.Rows)} rows)")],
            policies.Select(name => (IReadOnlyList<string>)
            [
                value.Policies.First(p => p.Name == name).Title,
                .. value.Sensitivities.Select(s => Difference(s.Policies.FirstOrDefault(p => p.Policy == name)?.Estimate)),
            ]));
    }

    private static string Variants(PolicyEvaluation value) => value.Variants.IsEmpty ? "" :
        "<details><summary>Every variant that was tried</summary>\n"
        + Table(
            "Each rule for a safe policy chose from these on inner folds only; the outer figures are for the record.",
            ["Variant", "Kind", ">Mean of inner differences", "Chosen by, in folds", ">Outer difference", ">At the card"],
            value.Variants.Select(v => (IReadOnlyList<string>)
            [
                v.Title, v.Family, v.InnerDifferences.IsDefaultOrEmpty ? None : Fixed(v.InnerDifferences.Average(), 2),
                v.ChosenBy.IsDefaultOrEmpty ? None : string.Join("; ", v.ChosenBy.Select(c => $"{c.Policy} {string.Join(", ", c.Folds.Select(f => f + 1))}")),
                Difference(v.Outer), Percent(v.ShareAtCard),
            ]))
        + "</details>\n";

    private static string Regret(RegretResult? regret)
    {
        if (regret is null || regret.Curves.All(c => c.Points.IsEmpty))
            return "";
        var points = regret.Curves.SelectMany(c => c.Points).ToArray();
        var card = regret.CardProfit / regret.OracleProfit;
        var (least, most) = (Math.Log10(points.Min(p => p.Rows)), Math.Log10(points.Max(p => p.Rows)));
        var low = Math.Min(points.Min(p => p.ShareOfOracle), card);
        var high = Math.Max(1, points.Max(p => p.ShareOfOracle));
        var plot = new Plot(
                new PlotText(
                    "regret", "Share of the best possible profit, on the simulated twin",
                    $"With {Count(points.Max(p => p.Rows))} rows the shipped setting reaches {Percent(regret.Curves.First().Points[^1].ShareOfOracle)} of what a policy that knows the truth earns; the card reaches {Percent(card)}.",
                    "rows of history", "profit ÷ best possible"),
                (least, Math.Max(most, least + 0.1)), (low - 0.02, high + 0.01))
            .Grid(percentY: true, marksAcross: false).PowersAcross(least, Math.Max(most, least + 0.1)).Line([(least, card), (Math.Max(most, least + 0.1), card)], "c0 thin");
        var legend = new List<(string, string)>();
        foreach (var (style, monotone, guard, name) in Regrets)
        {
            if (regret.Curves.FirstOrDefault(c => c.Monotone == monotone && c.SupportGuard == guard) is not { } curve)
                continue;
            plot.Line(curve.Points.Select(p => (Math.Log10(p.Rows), p.ShareOfOracle)), style);
            legend.Add((style, name));
        }

        return plot.Render([.. legend, ("c0", "standard card")]);
    }

    private static string Of(Estimate? e) => e is null ? None : Interval(e.Value, e.Interval.Lower, e.Interval.Upper, 1);

    private static string Difference(Estimate? e) =>
        e is { Difference: { } gain, DifferenceInterval: { } within } ? Interval(gain, within.Lower, within.Upper, 1) : None;
}
