using System.Globalization;
using System.Text;
using Finntelligence.Histories.Records;
using Finntelligence.Lending.Requests;
using Finntelligence.Portfolios.Scoring.Answers;

namespace Finntelligence.Portfolios.Frontier;

/// <summary>The figures of a frontier, and the offers at one of its points, as CSV.</summary>
internal static class FrontierCsv
{
    /// <summary>A row for each point.</summary>
    public static string Of(IEnumerable<FrontierPoint> points)
    {
        var csv = new StringBuilder(
            "limit,multiplier,expectedProfit,upperBound,dualityGap,expectedLoans,expectedLosses,capitalLent,applicantsOffered\n");
        foreach (var point in points)
        {
            var (limit, totals) = (AnswerFigures.Probability(point.Limit), point.Totals);
            csv.Append(CultureInfo.InvariantCulture, $"{limit},{AnswerFigures.Probability(point.Multiplier)},{AnswerFigures.Money(totals.Profit)},");
            csv.Append(CultureInfo.InvariantCulture, $"{AnswerFigures.Money(point.UpperBound)},{AnswerFigures.Money(point.DualityGap)},");
            csv.Append(CultureInfo.InvariantCulture, $"{AnswerFigures.Probability(totals.Loans)},{AnswerFigures.Money(totals.Losses)},");
            csv.Append(CultureInfo.InvariantCulture, $"{AnswerFigures.Money(totals.Capital)},{totals.Offered}\n");
        }

        return csv.ToString();
    }

    /// <summary>A row for each applicant, in their order.</summary>
    public static string Of(IReadOnlyList<PortfolioApplicant> applicants, IReadOnlyList<PortfolioOffer> offers, Resource losses)
    {
        var csv = new StringBuilder(
            "line,id,decision,amount,months,rate,probabilityOfAcceptance,probabilityOfDefault,expectedProfit,expectedLoss,expectedCapital\n");
        for (var i = 0; i < applicants.Count; i++)
        {
            var (applicant, offer) = (applicants[i], offers[i]);
            csv.Append(CultureInfo.InvariantCulture, $"{applicant.Line},{CsvRow.Quote(applicant.Id ?? "")},");
            if (!offer.IsOffer)
            {
                csv.Append(AnswerNames.Decline).Append(",,,,,,0,0,0\n");
                continue;
            }

            csv.Append(AnswerNames.Offer);
            csv.Append(CultureInfo.InvariantCulture, $",{(double)offer.Terms.Amount},{offer.Terms.Months},{(double)offer.Terms.Rate},");
            csv.Append(CultureInfo.InvariantCulture, $"{AnswerFigures.Probability(offer.Acceptance)},{AnswerFigures.Probability(offer.Default)},");
            csv.Append(
                CultureInfo.InvariantCulture,
                $"{AnswerFigures.Money(offer.Profit)},{AnswerFigures.Money(losses.Of(offer))},{AnswerFigures.Money(offer.Capital)}\n");
        }

        return csv.ToString();
    }
}
