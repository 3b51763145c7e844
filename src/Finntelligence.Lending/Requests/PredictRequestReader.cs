using System.Text.Json;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Products.Json;

namespace Finntelligence.Lending.Requests;

/// <summary>
/// Reads the body of a prediction for one product. All faults are found in one pass: those of form while the JSON is read, those of
/// meaning by the validator over whatever could be read. Safe for any number of threads.
/// </summary>
/// <param name="product">Says what an applicant is and what may be asked.</param>
public sealed class PredictRequestReader(ProductDefinition product)
{
    private readonly RequestDocument _document = new(product);
    private readonly RequestAcceptance _acceptance = new(product, PredictRequest.DefaultAlternatives);

    /// <summary>Never throws for anything a client can send.</summary>
    public PredictReading Read(ReadOnlyMemory<byte> body)
    {
        var faults = new List<Fault>();
        using var json = JsonBody.Parse(body, "body", faults);
        if (json is null)
            return new PredictReading(null, [.. faults]);
        if (json.RootElement.ValueKind != JsonValueKind.Object)
            return new PredictReading(null, [new Fault("", $"The body must be an object, not {JsonText.Describe(json.RootElement.ValueKind)}.")]);
        return _acceptance.Finish(_document.Read(json.RootElement, faults), faults);
    }
}
