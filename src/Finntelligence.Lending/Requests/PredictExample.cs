using System.Buffers;
using System.Text.Json;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Requests;

/// <summary>A request made of the product's own examples: what the documentation shows and new models are tried with.</summary>
public static class PredictExample
{
    /// <summary>UTF-8 JSON of a valid request.</summary>
    public static ReadOnlyMemory<byte> Request(ProductDefinition product) => Write(product, null);

    /// <summary>UTF-8 JSON of a valid request that has every limit a request can have, so wide that none keeps an offer out, and a schedule.</summary>
    public static ReadOnlyMemory<byte> WithEveryLimit(ProductDefinition product) => Write(product, json => WriteLimits(json, product));

    private static ReadOnlyMemory<byte> Write(ProductDefinition product, Action<Utf8JsonWriter>? more)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteStartObject(PredictMembers.Applicant);
        foreach (var feature in product.Applicant)
        {
            json.WritePropertyName(feature.Name);
            feature.Example.WriteTo(json);
        }
        json.WriteEndObject();
        if (product.Offer.Amount.DefaultFeature is null)
            json.WriteNumber(PredictMembers.RequestedAmount, product.Offer.Amount.Minimum);
        json.WriteNumber(PredictMembers.Alternatives, 1);
        json.WriteBoolean(PredictMembers.Explain, true);
        more?.Invoke(json);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static void WriteLimits(Utf8JsonWriter json, ProductDefinition product)
    {
        var (amount, months, rate) = (product.Offer.Amount, product.Offer.Months, product.Offer.Rate);
        if (amount.DefaultFeature is not null)
            json.WriteNumber(PredictMembers.RequestedAmount, amount.Minimum);
        json.WriteBoolean(PredictMembers.Schedule, true);
        json.WriteStartObject(PredictMembers.Search);
        json.WriteString(PredictMembers.Mode, PredictSearch.Grid);
        json.WriteEndObject();
        json.WriteStartObject(PredictMembers.Constraints);
        json.WriteNumber(PredictMembers.MinAmount, amount.Minimum);
        json.WriteNumber(PredictMembers.MaxAmount, amount.Maximum);
        json.WriteStartArray(PredictMembers.Months);
        foreach (var term in months.Values)
            json.WriteNumberValue(term);
        json.WriteEndArray();
        json.WriteNumber(PredictMembers.MaxRate, rate.Maximum);
        // No installment is more than all that is owed.
        json.WriteNumber(PredictMembers.MaxInstallment, amount.Maximum * 1000);
        json.WriteEndObject();
    }
}
