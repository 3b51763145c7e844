using Finntelligence.Api.Pool.Checks;
using Finntelligence.Decisions.Records;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Offers.Exploring;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Requests;

namespace Finntelligence.Api.Pool;

/// <summary>
/// Everything that answers a request, taken and replaced as one: an answer never mixes two generations of models. Immutable.
/// </summary>
internal sealed class ModelSnapshot(
    ProductDefinition product, ServedModel risk, ServedModel acceptance, OfferEngine engine, ConfirmedPair mlNet, Decider decider, DateTimeOffset since)
{
    public ProductDefinition Product { get; } = product;

    public ServedModel Risk { get; } = risk;

    public ServedModel Acceptance { get; } = acceptance;

    /// <summary>When it came into service.</summary>
    public DateTimeOffset Since { get; } = since;

    public OfferEngine Engine { get; } = engine;

    /// <summary>What ML.NET said of both models, and its engines.</summary>
    public ConfirmedPair MlNet { get; } = mlNet;

    /// <summary>What the log of decisions says decided.</summary>
    public Decider Decider { get; } = decider;

    public OfferExplorer Explorer { get; } = new(product, risk.Model, acceptance.Model);

    public PredictRequestReader Requests { get; } = new(product);
}
