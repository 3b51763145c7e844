using System.Globalization;
using System.Text;
using Finntelligence.Histories.Records;
using Finntelligence.Lending.Requests;
using Finntelligence.Portfolios.Scoring.Answers;

namespace Finntelligence.Portfolios.Frontier;

/// <summary>The figures of a frontier, and the offers at one of its points, as CSV.</summary>
internal static class FrontierCsv
{
    private const int WriteAhead = 1 << 16;

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
    public static void WriteOffers(Stream stream, IEnumerable<(PortfolioApplicant Applicant, PortfolioOffer Offer)> offers, Resource losses)
    {
        var csv = new StringBuilder(
            "line,id,decision,amount,months,rate,probabilityOfAcceptance,probabilityOfDefault,expectedProfit,expectedLoss,expectedCapital\n");
        foreach (var (applicant, offer) in offers)
        {
            Add(csv, applicant, offer, losses);
            if (csv.Length < WriteAhead)
                continue;
            stream.Write(Encoding.UTF8.GetBytes(csv.ToString()));
            csv.Clear();
        }

        stream.Write(Encoding.UTF8.GetBytes(csv.ToString()));
    }

    private static void Add(StringBuilder csv, PortfolioApplicant applicant, in PortfolioOffer offer, Resource losses)
    {
        csv.Append(CultureInfo.InvariantCulture, $"{applicant.Line},{CsvRow.Quote(applicant.Id ?? "")},");
        if (!offer.IsOffer)
        {
            csv.Append(AnswerNames.Decline).Append(",,,,,,0,0,0\n");
            return;
        }

        csv.Append(AnswerNames.Offer);
        csv.Append(CultureInfo.InvariantCulture, $",{(double)offer.Terms.Amount},{offer.Terms.Months},{(double)offer.Terms.Rate},");
        csv.Append(CultureInfo.InvariantCulture, $"{AnswerFigures.Probability(offer.Acceptance)},{AnswerFigures.Probability(offer.Default)},");
        csv.Append(
            CultureInfo.InvariantCulture,
            $"{AnswerFigures.Money(offer.Profit)},{AnswerFigures.Money(losses.Of(offer))},{AnswerFigures.Money(offer.Capital)}\n");
    }
}
