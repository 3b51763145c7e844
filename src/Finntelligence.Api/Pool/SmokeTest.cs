using System.Globalization;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Requests;

namespace Finntelligence.Api.Pool;

/// <summary>Asks new models about the product's own example before any client does.</summary>
internal static class SmokeTest
{
    /// <exception cref="InvalidModelException">An answer is no answer.</exception>
    public static void Run(ModelSnapshot snapshot)
    {
        var reading = snapshot.Requests.Read(PredictExample.Request(snapshot.Product));
        if (reading.Request is not { } request)
        {
            var fault = reading.Faults[0];
            throw new InvalidModelException($"The product's example is not a valid request: {fault.Path}: {fault.Message}");
        }
        CheckProbabilities(snapshot.Risk.Model, snapshot.Product.Offer, request.Applicant);
        CheckProbabilities(snapshot.Acceptance.Model, snapshot.Product.Offer, request.Applicant);
        foreach (var mode in Enum.GetValues<SearchMode>())
            snapshot.Engine.Decide(request with { Search = mode });
    }

    private static void CheckProbabilities(LoanModel model, OfferSpace offer, Applicant applicant)
    {
        var row = new float[model.Encoder.Features.Length];
        OfferVector[] ends =
        [
            new((double)offer.Amount.Minimum, offer.Months.Values[0], (double)offer.Rate.Minimum),
            new((double)offer.Amount.Maximum, offer.Months.Values[^1], (double)offer.Rate.Maximum),
        ];
        foreach (var end in ends)
        {
            model.Encoder.Encode(applicant, end, row);
            var probability = model.Probability(row);
            if (!(probability >= 0 && probability <= 1))
            {
                throw new InvalidModelException(string.Create(
                    CultureInfo.InvariantCulture, $"The {model.Manifest.Kind} model answers the product's example with a probability of {probability}."));
            }
        }
    }
}
