using System.Buffers;
using System.Globalization;
using System.Text;
using Finntelligence.Histories.Records;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Requests;

namespace Finntelligence.Portfolios.Scoring.Answers;

/// <summary>A row for each decision; a row for each fault.</summary>
/// <param name="named">Whether the first column is the sender's name of the applicant.</param>
/// <param name="header">Whether the names of the columns go first.</param>
/// <param name="exact">Whether two more columns say what leaving the grid was worth.</param>
/// <param name="markup">Whether one more column, the last, has the points of the mark-up where the rate was found by cost and risk alone.</param>
/// <param name="card">Whether four more columns set the rate card beside pricing one by one.</param>
internal sealed class CsvAnswers(bool named, bool header, bool exact = false, bool card = false, bool markup = false) : IAnswerWriter
{
    private const string Columns =
        "decision,amount,months,rate,installment,totalInterest,apr,probabilityOfAcceptance,probabilityOfDefault,margin,expectedLoss," +
        "expectedProfit,reasons,offersConsidered,offersFeasible,offersOutsideSupport";

    private const string ExactColumns = ",gridExpectedProfit,gain";

    // Behind all others, so that none of those has moved.
    private const string PaymentColumns = ",finalInstallment,totalPayable";

    private const string CardColumns = ",cardCell,cardRate,oneByOneRate,oneByOneExpectedProfit";

    private const string MarkupColumn = ",markup";

    // Of a decline: from amount to expectedProfit.
    private const string NoOffer = ",,,,,,,,,,";

    public string DecisionHeader => header
        ? $"{(named ? RequestLineReader.Id + "," : "")}{Columns}{(exact ? ExactColumns : "")}{PaymentColumns}{(card ? CardColumns : "")}{(markup ? MarkupColumn : "")}\n"
        : "";

    public string FaultHeader => header ? "line,id,where,fault\n" : "";

    public void WriteDecision(IBufferWriter<byte> output, LineReading reading, Decision decision)
    {
        var row = new StringBuilder();
        if (named)
            row.Append(CsvRow.Quote(reading.Id ?? "")).Append(',');
        row.Append(decision.Offer is null ? AnswerNames.Decline : AnswerNames.Offer).Append(',');
        if (decision.Offer is { } offer)
            AppendOffer(row, offer);
        else
            row.Append(NoOffer);
        row.Append(',').AppendJoin(' ', decision.Reasons.Select(r => r.Code));
        var (considered, feasible, outside) = (
            decision.Search.OffersConsidered, decision.Search.OffersFeasible, decision.Search.OffersOutsideSupport);
        row.Append(CultureInfo.InvariantCulture, $",{considered},{feasible},{outside}");
        if (exact)
            AppendExact(row, decision.Search.Exact!);
        row.Append(CultureInfo.InvariantCulture, $",{(double?)decision.Offer?.Repayments.FinalInstallment}");
        row.Append(CultureInfo.InvariantCulture, $",{(double?)decision.Offer?.Repayments.TotalPayable}");
        if (card)
            AppendCard(row, decision.RateCard!);
        if (markup)
            row.Append(CultureInfo.InvariantCulture, $",{(double?)decision.Markup?.Points}");
        row.Append('\n');
        Encoding.UTF8.GetBytes(row.ToString(), output);
    }

    public void WriteFaults(IBufferWriter<byte> output, long line, LineReading reading)
    {
        foreach (var fault in reading.Faults)
        {
            var row = string.Create(
                CultureInfo.InvariantCulture,
                $"{line},{CsvRow.Quote(reading.Id ?? "")},{CsvRow.Quote(fault.Path)},{CsvRow.Quote(fault.Message)}\n");
            Encoding.UTF8.GetBytes(row, output);
        }
    }

    // Without a rate where policy leaves none, and without a profit where pricing one by one declines.
    private static void AppendCard(StringBuilder row, CardComparison comparison)
    {
        row.Append(CultureInfo.InvariantCulture, $",{CsvRow.Quote(comparison.Cell)},{(double?)comparison.Rate},{(double?)comparison.OneByOne?.Terms.Rate},");
        row.Append(CultureInfo.InvariantCulture, $"{(comparison.OneByOne is { } offer ? AnswerFigures.Money(offer.ExpectedProfit) : null)}");
    }

    // Without a number where the grid alone would have declined.
    private static void AppendExact(StringBuilder row, ExactSummary exact)
    {
        double? before = exact.GridExpectedProfit is { } profit ? AnswerFigures.Money(profit) : null;
        row.Append(CultureInfo.InvariantCulture, $",{before},{AnswerFigures.Money(exact.Gain)}");
    }

    private static void AppendOffer(StringBuilder row, PricedOffer offer)
    {
        row.Append(CultureInfo.InvariantCulture, $"{(double)offer.Terms.Amount},{offer.Terms.Months},{(double)offer.Terms.Rate},");
        row.Append(
            CultureInfo.InvariantCulture,
            $"{(double)offer.Repayments.Installment},{(double)offer.Repayments.TotalInterest},{AnswerFigures.Money(offer.Apr)},");
        row.Append(
            CultureInfo.InvariantCulture,
            $"{AnswerFigures.Probability(offer.ProbabilityOfAcceptance)},{AnswerFigures.Probability(offer.ProbabilityOfDefault)},");
        row.Append(
            CultureInfo.InvariantCulture,
            $"{AnswerFigures.Money(offer.Margin)},{AnswerFigures.Money(offer.ExpectedLoss)},{AnswerFigures.Money(offer.ExpectedProfit)}");
    }
}
