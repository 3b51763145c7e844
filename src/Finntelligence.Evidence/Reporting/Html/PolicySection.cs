using System.Text;
using Finntelligence.Evidence.Reporting.Charts;
using Finntelligence.Evidence.Reporting.Figures;
using static Finntelligence.Evidence.Reporting.Html.Markup;

namespace Finntelligence.Evidence.Reporting.Html;

/// <summary>What the engine offers.</summary>
internal static class PolicySection
{
    public static string Of(ReportFigures report)
    {
        var policy = report.Policy;
        var currency = report.Product.Currency;
        var html = new StringBuilder(ReportPage.Heading("policy", "The policy: what is offered"));
        html.Append(P(
            $"The registered models and the product as it stands decide about {Count(policy.People)} people of the history ({Count(policy.LeftOut)} lack a required feature), each asking for the "
            + $"{(policy.AmountsOfHistory ? "amount that the history offered" : "product's default amount")}: {Count(policy.Offers)} get an offer, {Count(policy.People - policy.Offers)} are declined. The standard card is the product's rate cap of the class. "
            + "Probabilities and profits here are the models' own, for the offers made."));
        html.Append(Table(
            "Offers by class", ["Class", ">People", ">Offers", ">Card", ">Mean rate", ">At the card", ">Mean amount", "Months", ">Take-up", ">Default", $">Profit an offer ({currency})"],
            policy.Classes.Select(c => (IReadOnlyList<string>)
            [
                c.Class, Count(c.People), Count(c.Offers), c.CardRate is { } card ? Short(card) : None, Fixed(c.MeanRate, 2), Percent(c.AtCard), Short(c.MeanAmount), string.Join("; ", c.Months.Select(m => $"{m.Name}: {(m.Share is { } s ? Percent(s, 0) : "few")}")), Percent(c.MeanAcceptance),
                Percent(c.MeanDefault), Fixed(c.MeanProfit, 1),
            ])));
        html.Append("<div class=\"charts\">\n");
        for (var i = 0; i < policy.Classes.Length; i++)
        {
            if (!policy.Classes[i].BelowCard.IsEmpty)
                html.Append(Shares($"below{i}", $"Rates against the card, class {policy.Classes[i].Class}", policy.Classes[i].BelowCard, $"points below the card (% a {report.Product.RatePeriod}), −1 is up to one point"));
        }

        html.Append("</div>\n<h3>Under other costs</h3>\n");
        html.Append(P(
            $"The product states a cost of funds of {Short(report.Product.CostOfFunds)} % a {report.Product.RatePeriod}, an operating cost of {Short(report.Product.OperatingCost)} {Escape(currency)} and a loss given "
            + $"default of {Short(report.Product.LossGivenDefault)}. What would {Count(policy.SensitivityPeople)} of the people, evenly spaced, be offered under others? The models stay as they are."));
        html.Append(Grid("People with an offer", policy, c => Percent(c.OfferShare)));
        html.Append(Grid("Mean rate offered", policy, c => Fixed(c.MeanRate, 2)));
        html.Append(Grid($"Mean amount offered ({currency})", policy, c => Short(c.MeanAmount)));
        html.Append(Grid($"Expected profit a person ({currency}), by the models under that assumption", policy, c => Fixed(c.ExpectedProfit, 1)));
        html.Append(Grid("People whose offer stays the same", policy, c => Percent(c.SameOffer)));
        return html.ToString();
    }

    private static string Shares(string id, string title, IReadOnlyList<NamedShare> shares, string across)
    {
        var most = Math.Max(shares.Max(s => s.Share ?? 0), 1e-9);
        var top = shares.MaxBy(s => s.Share ?? 0)!;
        var plot = new Plot(
                new PlotText(id, title, $"Most frequent: {top.Name}, {Percent(top.Share ?? 0)} of offers.", across, "share of offers"),
                (-0.6, shares.Count - 0.4), (0, most * 1.08), height: 220)
            .Grid(percentY: true, names: [.. shares.Select(s => s.Name)]);
        for (var i = 0; i < shares.Count; i++)
            plot.Bar(i - 0.45, i + 0.45, shares[i].Share ?? 0, "c1");
        return plot.Render();
    }

    private static string Grid(string title, PolicyFigures policy, Func<SensitivityCell, string> figure)
    {
        double[] losses = [.. policy.Sensitivity.Select(c => c.LossGivenDefault).Distinct().Order()];
        return Table(
            title, ["Cost of funds", .. losses.Select(l => $">loss given default {Short(l)}")],
            policy.Sensitivity.GroupBy(c => c.CostOfFunds).Select(g => (IReadOnlyList<string>)[$"{Short(g.Key)} %", .. g.OrderBy(c => c.LossGivenDefault).Select(figure)]));
    }
}
