using System.Text;
using Finntelligence.Evidence.Reporting.Figures;
using static Finntelligence.Evidence.Reporting.Html.Markup;

namespace Finntelligence.Evidence.Reporting.Html;

/// <summary>What the words mean.</summary>
internal static class TermsSection
{
    private static readonly (string Term, string Meaning)[] Terms =
    [
        ("Out of fold", "Predicted by a model that did not learn from that row: rows are dealt into five folds by their number, and each fold is predicted from the other four."),
        ("AUC", "The chance that a person with the event has a higher probability than one without; 0.5 is chance, 1 is perfect."),
        ("KS", "The greatest distance between the two groups' cumulative distributions of the probability, from 0 to 1."),
        ("Lift", "How many times more often the event happens among the highest probabilities than overall."),
        ("Precision and recall", "Of those named, the share with the event; of those with the event, the share named."),
        ("Log-loss, Brier score", "Mean penalty for wrong probabilities: the negative logarithm of the probability given to what happened; the squared distance from it. Lower is better."),
        ("Calibration error", "Mean distance between predicted and observed shares over twenty bins of people with like probabilities."),
        ("90 % interval", "If the data were drawn again and again, nine of ten such intervals would hold the true figure. It does not cover what the data do not show, such as another year or another lender's clients."),
        ("Shapley value", "The part of a prediction that is due to one input, averaged over all orders in which the inputs could become known."),
        ("Standard card", "The rate that the lender asks of everybody in a class: here the product's cap of that class."),
        ("Loss given default", "The share of the amount that is lost when a loan goes bad."),
        ("Support", "Offers that too few people in the history were near to are never made, since the models would be guessing."),
    ];

    public static string Of(ReportFigures report)
    {
        var html = new StringBuilder(ReportPage.Heading("terms", "Terms"));
        html.Append("<dl>\n");
        foreach (var (term, meaning) in Terms)
            html.Append($"<dt>{Escape(term)}</dt><dd>{Escape(meaning)}</dd>\n");
        html.Append("</dl>\n");
        return html.Append(P($"Product definition: sha256 <span class=\"mono\">{report.Product.Sha256}</span>.")).ToString();
    }
}
