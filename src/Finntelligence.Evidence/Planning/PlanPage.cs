using System.Text;
using Finntelligence.Evidence.Reporting.Charts;
using Finntelligence.Evidence.Reporting.Html;
using Finntelligence.Experiments.Planning;
using static Finntelligence.Evidence.Reporting.Html.Markup;

namespace Finntelligence.Evidence.Planning;

/// <summary>A plan as a page: the answer, the power by the number of offers, every design.</summary>
internal static class PlanPage
{
    private const int Points = 60;
    private static readonly string[] Styles = ["c1", "c2", "c3", "c4"];

    public static string Of(string product, ExperimentPlan plan)
    {
        var html = new StringBuilder();
        html.Append(P(Escape(PlanWords.Seen(plan))));
        html.Append(P(
            $"To see a difference of {Fixed(plan.Settings.Difference, 2)} {Escape(plan.Settings.Currency)} an offer with power {Percent(plan.Settings.Power, 0)} at {Percent(plan.Settings.Confidence, 0)} confidence, "
            + $"with {Short(plan.Settings.OffersPerDay)} offers a day:"));
        html.Append(Table(
            "Designs", ["Design", ">Offers", ">Days", $">Seen with {Count(plan.History.Offers)} offers", ">Given up for an offer drawn", ">In all"],
            plan.Designs.Select(d => (IReadOnlyList<string>)
            [
                d.Title, Count((long)d.Offers), Count((long)d.Days), Fixed(d.LeastSeen, 2), d.CostAnOffer is { } one ? Fixed(one, 2) : None, d.CostInAll is { } all ? Fixed(all, 0) : None,
            ])));
        html.Append(Chart(plan));
        if (plan.Check is { } check)
            html.Append(P(Escape(PlanWords.Checked(check))));
        return SimplePage.Of($"{product}: plan of a price experiment", html.ToString());
    }

    private static string Chart(ExperimentPlan plan)
    {
        PlannedDesign[] shown = [.. plan.Designs.OrderBy(d => d.Offers).Take(Styles.Length)];
        var power = new PowerPlan(plan.Settings.Confidence, plan.Settings.Power);
        double least = Math.Log10(Math.Max(10, shown.Min(d => d.Offers) / 20)), most = Math.Log10(shown.Max(d => d.Offers) * 4);
        var plot = new Plot(
                new PlotText(
                    "power", $"Power to see {Fixed(plan.Settings.Difference, 2)} {plan.Settings.Currency} an offer",
                    string.Join("; ", shown.Select(d => $"{d.Title}: {Count((long)d.Offers)} offers")) + ".", "offers", "probability that it is seen"),
                (least, most), (0, 1))
            .Grid(percentY: true, marksAcross: false).PowersAcross(least, most);
        for (int d = 0; d < shown.Length; d++)
        {
            var design = shown[d];
            plot.Line(Enumerable.Range(0, Points + 1).Select(i =>
            {
                double x = least + (i * (most - least) / Points);
                return (x, power.PowerOf(design.Variance, Math.Pow(10, x), plan.Settings.Difference));
            }), Styles[d]);
        }
        plot.Line([(least, plan.Settings.Power), (most, plan.Settings.Power)], "c0 thin");
        return plot.Render([.. shown.Select((d, i) => (Styles[i], d.Title)), ("c0", "power asked for")]);
    }
}
