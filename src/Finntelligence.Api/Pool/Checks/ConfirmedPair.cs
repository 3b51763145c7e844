using Finntelligence.Api.Pool.Engines;
using Finntelligence.Lending.Confirmation;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;

namespace Finntelligence.Api.Pool.Checks;

/// <summary>What ML.NET said of both models before they came into service, and its engines, which are asked again while they serve.</summary>
/// <param name="Engines">By <see cref="PredictionEnginePoolBuilder.Risk"/> and <see cref="PredictionEnginePoolBuilder.Acceptance"/>; without what ML.NET cannot express.</param>
/// <param name="Risk">Of the model of default.</param>
/// <param name="Acceptance">Of the model of take-up.</param>
/// <param name="At">When it was asked.</param>
internal sealed record ConfirmedPair(
    PredictionEnginePool<EncodedRow, ModelAnswer> Engines, ConfirmationResult Risk, ConfirmationResult Acceptance, DateTimeOffset At)
{
    /// <summary>Whether there is anything to check decisions against.</summary>
    public bool HasEngines => Risk.IsConfirmed || Acceptance.IsConfirmed;

    /// <summary>Asks ML.NET about both models side by side.</summary>
    /// <exception cref="InvalidModelException">It cannot load one, or disagrees.</exception>
    public static ConfirmedPair Of(ProductDefinition product, OfferEngine engine, Candidate candidate, DateTimeOffset at)
    {
        var confirming = Task.Run(() => Confirm(product, engine, ModelKind.Risk, candidate.Locations.Risk, candidate.Risk));
        ConfirmedModel acceptance, risk;
        try
        {
            acceptance = Confirm(product, engine, ModelKind.Acceptance, candidate.Locations.Acceptance, candidate.Acceptance);
        }
        finally
        {
            // Whatever becomes of the other one, nothing of this candidate goes on working.
            risk = confirming.GetAwaiter().GetResult();
        }

        var pool = new PredictionEnginePool<EncodedRow, ModelAnswer>(
            [.. Pooled(PredictionEnginePoolBuilder.Risk, risk, candidate.Locations.Risk, candidate.Identity.RiskSha256, at),
                .. Pooled(PredictionEnginePoolBuilder.Acceptance, acceptance, candidate.Locations.Acceptance, candidate.Identity.AcceptanceSha256, at)]);
        return new ConfirmedPair(pool, risk.Result, acceptance.Result, at);
    }

    private static ConfirmedModel Confirm(ProductDefinition product, OfferEngine engine, ModelKind kind, ModelLocation location, byte[] zip)
    {
        try
        {
            return ModelConfirmation.Run(product, engine, kind, zip);
        }
        catch (InvalidModelException fault)
        {
            throw new InvalidModelException($"{location.Path}: {fault.Message}", fault);
        }
    }

    private static IEnumerable<PooledModel<EncodedRow, ModelAnswer>> Pooled(
        string name, ConfirmedModel model, ModelLocation location, string sha256, DateTimeOffset at) => model.Reference is { } reference
        ? [new FixedModel<EncodedRow, ModelAnswer>(
            name, new EngineStock<EncodedRow, ModelAnswer>(reference.Transformer, reference.CreateEngine), new PooledModelStatus(location.Path, sha256, at, null))]
        : [];
}
