using System.Buffers;
using System.Text.Json;
using Finntelligence.Lending.Offers;

namespace Finntelligence.Decisions.Records;

/// <summary>
/// Writes a decision with every bit: decimals as they are, doubles as the shortest text that reads back the same. It says nothing about
/// the applicant but which features were reasons, so that it stays when the applicant's data is erased.
/// </summary>
public static class DecisionFigures
{
    // A thread writes one decision after the other, and what it writes with is the same.
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? _json;

    /// <summary>UTF-8 JSON; equal bytes mean equal decisions.</summary>
    public static ReadOnlyMemory<byte> Write(Decision decision)
    {
        var buffer = _buffer ??= new ArrayBufferWriter<byte>(4096);
        var json = _json ??= new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true });
        buffer.ResetWrittenCount();
        json.Reset();
        json.WriteStartObject();
        json.WritePropertyName("offer"u8);
        if (decision.Offer is { } offer)
            Write(json, offer);
        else
            json.WriteNullValue();
        json.WriteStartArray("alternatives"u8);
        foreach (var alternative in decision.Alternatives)
            Write(json, alternative);
        json.WriteEndArray();
        json.WriteStartArray("reasons"u8);
        foreach (var reason in decision.Reasons)
        {
            json.WriteStartObject();
            json.WriteString("code"u8, reason.Code);
            json.WriteString("feature"u8, reason.Feature);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        Write(json, decision.Search);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, PricedOffer offer)
    {
        json.WriteStartObject();
        json.WriteNumber("amount"u8, offer.Terms.Amount);
        json.WriteNumber("months"u8, offer.Terms.Months);
        json.WriteNumber("rate"u8, offer.Terms.Rate);
        json.WriteNumber("installment"u8, offer.Repayments.Installment);
        json.WriteNumber("finalInstallment"u8, offer.Repayments.FinalInstallment);
        json.WriteNumber("totalInterest"u8, offer.Repayments.TotalInterest);
        json.WriteNumber("totalPayable"u8, offer.Repayments.TotalPayable);
        Write(json, "apr", offer.Apr);
        Write(json, "probabilityOfAcceptance", offer.ProbabilityOfAcceptance);
        Write(json, "probabilityOfDefault", offer.ProbabilityOfDefault);
        Write(json, "margin", offer.Margin);
        Write(json, "expectedLoss", offer.ExpectedLoss);
        Write(json, "expectedProfit", offer.ExpectedProfit);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, SearchSummary search)
    {
        json.WriteStartObject("search"u8);
        json.WriteNumber("offersConsidered"u8, search.OffersConsidered);
        json.WriteNumber("offersFeasible"u8, search.OffersFeasible);
        json.WriteNumber("offersOutsideSupport"u8, search.OffersOutsideSupport);
        if (search.Exact is { } exact)
        {
            if (exact.GridExpectedProfit is { } profit)
                Write(json, "gridExpectedProfit", profit);
            Write(json, "gain", exact.Gain);
        }

        json.WriteEndObject();
    }

    // JSON has no infinity, and no rate is so great that its annual one would be; if one were, the log would rather say so than fail.
    private static void Write(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
            json.WriteNumber(name, value);
        else
            json.WriteNull(name);
    }
}
