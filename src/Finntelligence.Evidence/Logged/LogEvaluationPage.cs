using System.Text;
using Finntelligence.Evidence.Reporting.Charts;
using Finntelligence.Evidence.Reporting.Html;
using Finntelligence.Experiments.Estimators;
using static Finntelligence.Evidence.Reporting.Html.Markup;

namespace Finntelligence.Evidence.Logged;

/// <summary>The evaluation of a log as a page: values, overlap, estimators.</summary>
internal static class LogEvaluationPage
{
    private static readonly string[] Styles = ["c2", "c3", "c4"];

    public static string Of(string product, LogEvaluation evaluation)
    {
        var (data, settings) = (evaluation.Data, evaluation.Settings);
        var html = new StringBuilder();
        if (evaluation.ToDate.IsEmpty)
            return SimplePage.Of($"{product}: policies by a log", Values("values", "Mean reward", evaluation.Policies, settings.Currency) + Overlaps(evaluation.Policies));
        html.Append(P(
            $"{Count(data.Offers)} offers of {Escape(data.Name)}; {Count(data.Old)} are at least {Short(settings.HorizonMonths)} months old and judged as of "
            + $"{settings.AsOf.UtcDateTime:yyyy-MM-dd}. {Count(data.Drawn)} had a rate that was drawn, and only these can say anything of other rates. Intervals are "
            + $"{Percent(settings.Confidence, 0)}, of {Count(settings.Replicates)} bootstrap replicates."));
        html.Append(P(Escape(settings.Scope)));
        html.Append(Values("old", $"Profit an offer, offers of {Short(settings.HorizonMonths)} months and more", evaluation.Policies, settings.Currency));
        html.Append(Values("date", "Profit an offer to date, all offers", evaluation.ToDate, settings.Currency));
        html.Append(RatesChart(evaluation));
        html.Append(Overlaps(evaluation.Policies.IsEmpty ? evaluation.ToDate : evaluation.Policies));
        return SimplePage.Of($"{product}: policies by the decision log", html.ToString());
    }

    private static string Values(string id, string title, IReadOnlyList<ValuedPolicy> policies, string currency)
    {
        if (policies.Count == 0)
            return P($"{Escape(title)}: no offer is old enough.");
        var html = new StringBuilder(ReportPage.Heading(id, title));
        foreach (var policy in policies.Where(p => p.Refusal is not null))
            html.Append(P($"{Escape(policy.Title)}: no value can be told, since {Escape(policy.Refusal!)}."));
        IntervalChart.Line[] lines =
        [
            .. policies.Where(p => p.Quoted is not null).Select(p => new IntervalChart.Line(
                p.Title, p.Quoted!.Value, p.Quoted.Interval.Lower, p.Quoted.Interval.Upper,
                Interval(p.Quoted.Value, p.Quoted.Interval.Lower, p.Quoted.Interval.Upper, 2))),
        ];
        if (lines.Length > 0)
            html.Append(IntervalChart.Render(new PlotText($"{id}-values", title, string.Join("; ", lines.Select(l => $"{l.Name} {l.Figures}")) + ".", $"{currency} an offer", ""), lines, null));
        html.Append(Table(
            "Every estimator", ["Policy", "Estimator", ">Value", ">Empirical Bernstein", ">To as logged", ">Chosen"],
            policies.SelectMany(p => p.Estimates.Select(e => (IReadOnlyList<string>)
            [
                p.Title, e.Title, Interval(e.Value, e.Interval.Lower, e.Interval.Upper, 2),
                e.Bernstein is { } b ? $"[{Fixed(b.Lower, 2)}, {Fixed(b.Upper, 2)}]" : None,
                e is { Difference: { } d, DifferenceInterval: { } within } ? Interval(d, within.Lower, within.Upper, 2) : None,
                e.Threshold is { } t ? Short(t) : None,
            ]))));
        return html.ToString();
    }

    private static string RatesChart(LogEvaluation evaluation)
    {
        var rates = evaluation.Rates;
        if (rates.IsEmpty)
            return "";
        double greatest = rates.Max(r => Math.Max(r.Logged, r.Policies.Select(p => p.Share).DefaultIfEmpty().Max()));
        var plot = new Plot(
            new PlotText("rates", "Overlap: which rates were offered, and would be", "Shares of the offers by rate, of the log and of each policy.", "rate", "share of offers"),
            (rates[0].Rate, Math.Max(rates[^1].Rate, rates[0].Rate + 0.1)), (0, greatest * 1.05)).Grid(percentY: true);
        plot.Line(rates.Select(r => (r.Rate, r.Logged)), "c1");
        string[] names = [.. rates[0].Policies.Select(p => p.Policy).Take(Styles.Length)];
        for (int p = 0; p < names.Length; p++)
        {
            int policy = p;
            plot.Line(rates.Select(r => (r.Rate, r.Policies[policy].Share)), Styles[p]);
        }
        return plot.Render([("c1", "as logged"), .. names.Select((name, p) => (Styles[p], name))]);
    }

    private static string Overlaps(IReadOnlyList<ValuedPolicy> policies) => Table(
        "How much of the log speaks for each policy",
        ["Policy", ">Matched", ">Effective", ">Mean weight", ">99th percentile", ">Greatest", ">Weight of the top 1 %"],
        policies.Select(p => (IReadOnlyList<string>)
        [
            p.Title, Count(p.Overlap.Matched), Count((long)p.Overlap.EffectiveSize), Fixed(p.Overlap.Coverage, 3), Fixed(p.Overlap.Percentile99, 1),
            Fixed(p.Overlap.Greatest, 1), Percent(p.Overlap.ShareOfTopPercent),
        ]));
}
