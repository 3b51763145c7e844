using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Finntelligence.Lending.Disclosing;
using Finntelligence.Lending.Explanations;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Pricing;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Requests;

namespace Finntelligence.Portfolios.Scoring.Answers;

/// <summary>A JSON object for each decision, with the members of the service's answer; one for each record with faults.</summary>
/// <param name="product">Its fees, and its texts for the customer.</param>
internal sealed class NdjsonAnswers(ProductDefinition product) : IAnswerWriter, IDisposable
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        // The order of the calls below is fixed.
        SkipValidation = true,
    };

    private readonly Utf8JsonWriter _json = new(Stream.Null, Options);

    public string DecisionHeader => "";

    public string FaultHeader => "";

    public void WriteDecision(IBufferWriter<byte> output, LineReading reading, Decision decision)
    {
        _json.Reset(output);
        _json.WriteStartObject();
        WriteId(reading);
        _json.WriteString("decision", decision.Offer is null ? AnswerNames.Decline : AnswerNames.Offer);
        _json.WritePropertyName("offer");
        if (decision.Offer is { } offer)
            WriteOffer(offer);
        else
            _json.WriteNullValue();
        if (decision.Offer is null || !decision.Reasons.IsEmpty)
            WriteReasons(decision);
        if (reading.Request!.Alternatives > 0)
            WriteAlternatives(decision);
        if (decision.Markup is { } markup)
        {
            _json.WriteStartObject("markup");
            _json.WriteNumber("points", (double)markup.Points);
            _json.WriteString("because", markup.Sentence);
            _json.WriteEndObject();
        }

        _json.WriteStartObject("search");
        _json.WriteNumber("offersConsidered", decision.Search.OffersConsidered);
        _json.WriteNumber("offersFeasible", decision.Search.OffersFeasible);
        _json.WriteNumber("offersOutsideSupport", decision.Search.OffersOutsideSupport);
        if (decision.Search.Exact is { } exact)
            WriteExact(exact);
        if (decision.Search.Reach is { } reach)
        {
            _json.WriteStartObject("rateReach");
            _json.WriteNumber("lowest", Math.Round(reach.Lowest, 4));
            _json.WriteNumber("highest", Math.Round(reach.Highest, 4));
            _json.WriteEndObject();
        }

        _json.WriteEndObject();
        if (decision.RateCard is { } card)
            WriteCard(card);
        if (reading.Request.Disclosure)
            WriteDisclosure(Disclosures.Of(product, decision));
        if (decision.Explanation is { } explanation)
            WriteExplanation(explanation);
        _json.WriteEndObject();
        EndLine(output);
    }

    public void WriteFaults(IBufferWriter<byte> output, long line, LineReading reading)
    {
        _json.Reset(output);
        _json.WriteStartObject();
        _json.WriteNumber("line", line);
        WriteId(reading);
        _json.WriteStartArray("faults");
        foreach (var fault in reading.Faults)
        {
            _json.WriteStartObject();
            _json.WriteString("where", fault.Path);
            _json.WriteString("fault", fault.Message);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
        EndLine(output);
    }

    public void Dispose() => _json.Dispose();

    private void WriteId(LineReading reading)
    {
        if (reading.Id is not { } id)
            return;
        _json.WritePropertyName(RequestLineReader.Id);
        _json.WriteRawValue(id, skipInputValidation: true);
    }

    private void WriteOffer(PricedOffer offer)
    {
        _json.WriteStartObject();
        _json.WriteNumber("amount", (double)offer.Terms.Amount);
        _json.WriteNumber("months", offer.Terms.Months);
        _json.WriteNumber("rate", (double)offer.Terms.Rate);
        var repayments = offer.Repayments;
        _json.WriteNumber("installment", (double)repayments.Installment);
        _json.WriteNumber("finalInstallment", (double)repayments.FinalInstallment);
        _json.WriteNumber("totalInterest", (double)repayments.TotalInterest);
        _json.WriteNumber("totalPayable", (double)repayments.TotalPayable);
        if (product.Economics.Fees.Any)
            WriteFees(repayments);
        _json.WriteNumber("apr", AnswerFigures.Money(offer.Apr));
        _json.WriteNumber("probabilityOfAcceptance", AnswerFigures.Probability(offer.ProbabilityOfAcceptance));
        _json.WriteNumber("probabilityOfDefault", AnswerFigures.Probability(offer.ProbabilityOfDefault));
        _json.WriteNumber("margin", AnswerFigures.Money(offer.Margin));
        _json.WriteNumber("expectedLoss", AnswerFigures.Money(offer.ExpectedLoss));
        _json.WriteNumber("expectedProfit", AnswerFigures.Money(offer.ExpectedProfit));
        if (!offer.Schedule.IsEmpty)
            WriteSchedule(offer.Schedule);
        _json.WriteEndObject();
    }

    private void WriteFees(in Repayments repayments)
    {
        _json.WriteStartObject("fees");
        _json.WriteNumber("origination", (double)repayments.OriginationFee);
        _json.WritePropertyName("collected");
        JsonSerializer.Serialize(_json, product.Economics.Fees.Origination is { } fee ? JsonNamingPolicy.CamelCase.ConvertName($"{fee.Collected}") : null);
        _json.WriteNumber("installment", (double)repayments.InstallmentFee);
        _json.WriteNumber("total", (double)repayments.TotalFees);
        _json.WriteNumber("paidOut", (double)repayments.PaidOut);
        _json.WriteEndObject();
    }

    private void WriteSchedule(ImmutableArray<ScheduledPayment> schedule)
    {
        _json.WriteStartArray("schedule");
        foreach (var line in schedule)
        {
            _json.WriteStartObject();
            _json.WriteNumber("number", line.Number);
            _json.WriteNumber("months", line.Months);
            _json.WriteNumber("payment", (double)line.Payment);
            _json.WriteNumber("interest", (double)line.Interest);
            _json.WriteNumber("fee", (double)line.Fee);
            _json.WriteNumber("principal", (double)line.Principal);
            _json.WriteNumber("balance", (double)line.Balance);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    private void WriteDisclosure(LoanDisclosure disclosure)
    {
        _json.WriteStartObject("disclosure");
        _json.WriteString("directive", disclosure.Directive);
        if (disclosure.Figures is { } figures)
            WriteFigures(figures);
        else
            _json.WriteNull("figures");
        _json.WriteStartArray("lines");
        foreach (var line in disclosure.Lines)
        {
            _json.WriteStartObject();
            _json.WriteString("line", JsonNamingPolicy.CamelCase.ConvertName($"{line.Line}"));
            _json.WriteString("article", line.Article);
            _json.WriteString("language", line.Language);
            _json.WriteString("text", line.Text);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
    }

    private void WriteFigures(DisclosedFigures figures)
    {
        _json.WriteStartObject("figures");
        _json.WriteNumber("amountOfCredit", (double)figures.AmountOfCredit);
        _json.WriteString("currency", product.Currency);
        _json.WriteNumber("months", figures.Months);
        _json.WriteNumber("installments", figures.Installments);
        _json.WriteNumber("installment", (double)figures.Installment);
        _json.WriteNumber("finalInstallment", (double)figures.FinalInstallment);
        _json.WriteNumber("totalPayable", (double)figures.TotalPayable);
        _json.WriteNumber("borrowingRate", (double)figures.BorrowingRate);
        _json.WriteNumber("apr", figures.Apr);
        _json.WriteNumber("totalCost", (double)figures.TotalCost);
        _json.WriteEndObject();
    }

    private void WriteExact(ExactSummary exact)
    {
        _json.WriteStartObject("exact");
        _json.WriteNumber("amountStep", (double)exact.AmountStep);
        _json.WriteNumber("rateStep", (double)exact.RateStep);
        _json.WritePropertyName("gridExpectedProfit");
        if (exact.GridExpectedProfit is { } profit)
            _json.WriteNumberValue(AnswerFigures.Money(profit));
        else
            _json.WriteNullValue();
        _json.WriteNumber("gain", AnswerFigures.Money(exact.Gain));
        _json.WriteEndObject();
    }

    private void WriteCard(CardComparison card)
    {
        _json.WriteStartObject("rateCard");
        _json.WriteString("use", JsonNamingPolicy.CamelCase.ConvertName($"{card.Use}"));
        _json.WriteString("cell", card.Cell);
        WriteNumber("rate", (double?)card.Rate);
        WriteCompared("byCard", card.ByCard);
        WriteCompared("oneByOne", card.OneByOne);
        WriteNumber("rateDifference", (double?)card.RateDifference);
        WriteNumber("profitDifference", AnswerFigures.Money(card.ProfitDifference));
        _json.WriteEndObject();
    }

    private void WriteCompared(string name, ComparedOffer? offer)
    {
        if (offer is null)
        {
            _json.WriteNull(name);
            return;
        }

        _json.WriteStartObject(name);
        _json.WriteNumber("amount", (double)offer.Terms.Amount);
        _json.WriteNumber("months", offer.Terms.Months);
        _json.WriteNumber("rate", (double)offer.Terms.Rate);
        _json.WriteNumber("probabilityOfAcceptance", AnswerFigures.Probability(offer.ProbabilityOfAcceptance));
        _json.WriteNumber("probabilityOfDefault", AnswerFigures.Probability(offer.ProbabilityOfDefault));
        _json.WriteNumber("expectedProfit", AnswerFigures.Money(offer.ExpectedProfit));
        _json.WriteEndObject();
    }

    private void WriteNumber(string name, double? value)
    {
        if (value is { } number)
            _json.WriteNumber(name, number);
        else
            _json.WriteNull(name);
    }

    private void WriteReasons(Decision decision)
    {
        _json.WriteStartArray("reasons");
        foreach (var reason in decision.Reasons)
        {
            _json.WriteStartObject();
            _json.WriteString("code", reason.Code);
            _json.WriteString("feature", reason.Feature);
            _json.WriteString("text", reason.Text);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    private void WriteAlternatives(Decision decision)
    {
        _json.WriteStartArray("alternatives");
        foreach (var offer in decision.Alternatives)
            WriteOffer(offer);
        _json.WriteEndArray();
    }

    private void WriteExplanation(DecisionExplanation explanation)
    {
        _json.WriteStartObject("explanation");
        WriteModel("default", explanation.Default);
        WriteModel("acceptance", explanation.Acceptance);
        _json.WriteEndObject();
    }

    private void WriteModel(string name, ModelExplanation model)
    {
        _json.WriteStartObject(name);
        _json.WriteNumber("baseValue", AnswerFigures.Probability(model.BaseValue));
        _json.WriteStartArray("contributions");
        foreach (var contribution in model.Contributions)
        {
            _json.WriteStartObject();
            _json.WriteString("feature", contribution.Feature);
            _json.WritePropertyName("value");
            JsonSerializer.Serialize(_json, contribution.Value);
            _json.WriteNumber("contribution", AnswerFigures.Probability(contribution.Contribution));
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
    }

    private void EndLine(IBufferWriter<byte> output)
    {
        _json.Flush();
        output.Write("\n"u8);
    }
}
