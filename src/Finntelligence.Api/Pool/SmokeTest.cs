using Finntelligence.Api.Predictions;
using Finntelligence.Lending.Models;

namespace Finntelligence.Api.Pool;

/// <summary>Asks new models about the product's own example before any client does.</summary>
internal static class SmokeTest
{
    /// <exception cref="InvalidModelException">The answer is no answer.</exception>
    public static void Run(ModelSnapshot snapshot)
    {
        var reading = snapshot.Requests.Read(PredictExample.Request(snapshot.Product));
        if (reading.Request is not { } request)
        {
            var fault = reading.Faults[0];
            throw new InvalidModelException($"The product's example is not a valid request: {fault.Path}: {fault.Message}");
        }
        var decision = snapshot.Engine.Decide(request);
        if (decision.Offer is { } offer && !(IsProbability(offer.ProbabilityOfDefault) && IsProbability(offer.ProbabilityOfAcceptance)
            && double.IsFinite(offer.ExpectedProfit)))
        {
            throw new InvalidModelException(string.Create(System.Globalization.CultureInfo.InvariantCulture,
                $"The models answer the product's example with a probability of default of {offer.ProbabilityOfDefault}, of acceptance of {offer.ProbabilityOfAcceptance} and a profit of {offer.ExpectedProfit}."));
        }
    }

    private static bool IsProbability(double value) => value is >= 0 and <= 1;
}
