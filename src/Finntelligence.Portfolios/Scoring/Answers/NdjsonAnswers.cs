using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Finntelligence.Lending.Explanations;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Requests;

namespace Finntelligence.Portfolios.Scoring.Answers;

/// <summary>A JSON object for each decision, with the members of the service's answer; one for each record with faults.</summary>
public sealed class NdjsonAnswers : IAnswerWriter, IDisposable
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
        _json.WriteStartObject("search");
        _json.WriteNumber("offersConsidered", decision.Search.OffersConsidered);
        _json.WriteNumber("offersFeasible", decision.Search.OffersFeasible);
        _json.WriteNumber("offersOutsideSupport", decision.Search.OffersOutsideSupport);
        if (decision.Search.Exact is { } exact)
            WriteExact(exact);
        _json.WriteEndObject();
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
        _json.WriteNumber("installment", AnswerFigures.Money(offer.Installment));
        _json.WriteNumber("totalInterest", AnswerFigures.Money(offer.TotalInterest));
        _json.WriteNumber("apr", AnswerFigures.Money(offer.Apr));
        _json.WriteNumber("probabilityOfAcceptance", AnswerFigures.Probability(offer.ProbabilityOfAcceptance));
        _json.WriteNumber("probabilityOfDefault", AnswerFigures.Probability(offer.ProbabilityOfDefault));
        _json.WriteNumber("margin", AnswerFigures.Money(offer.Margin));
        _json.WriteNumber("expectedLoss", AnswerFigures.Money(offer.ExpectedLoss));
        _json.WriteNumber("expectedProfit", AnswerFigures.Money(offer.ExpectedProfit));
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
