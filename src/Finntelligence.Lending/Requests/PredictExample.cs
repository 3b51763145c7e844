using System.Buffers;
using System.Text.Json;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Requests;

/// <summary>A request made of the product's own examples: what the documentation shows and new models are tried with.</summary>
public static class PredictExample
{
    /// <summary>UTF-8 JSON of a valid request.</summary>
    public static ReadOnlyMemory<byte> Request(ProductDefinition product)
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
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }
}
