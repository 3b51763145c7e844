using System.Text.Json;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Requests;

namespace Finntelligence.Modelling.Exporting;

/// <summary>A row that a model takes, for those who make rows outside this service: the product's example, nobody's own.</summary>
internal static class ExampleRow
{
    /// <summary>The example applicant with the product's least offer, one value a feature; NaN is not known.</summary>
    public static float[] Of(ProductDefinition product, LoanModel model)
    {
        using var request = JsonDocument.Parse(PredictExample.Request(product));
        var faults = new List<Fault>();
        var applicant = ApplicantReader.FromJson(product, request.RootElement.GetProperty(PredictMembers.Applicant), PredictMembers.Applicant, faults)
            ?? throw new InvalidOperationException($"The product's own example is refused: {string.Join(' ', faults)}");
        var row = new float[model.Encoder.Features.Length];
        var offer = product.Offer;
        model.Encoder.Encode(applicant, new OfferVector((double)offer.Amount.Minimum, offer.Months.Values[0], (double)offer.Rate.Minimum), row);
        return row;
    }
}
