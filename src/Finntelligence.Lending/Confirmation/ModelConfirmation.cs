using Finntelligence.Lending.Models;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Offers.Searching;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Confirmation;

/// <summary>
/// Asks ML.NET's own engine about a model before anybody relies on it. The trees, row by row, and the grid of the offer search must
/// give its score and probability to the bit. A model that ML.NET cannot express is not refused; what comes back says why.
/// </summary>
public static class ModelConfirmation
{
    /// <summary>Confirms one model by itself.</summary>
    /// <param name="product">Its product.</param>
    /// <param name="model">The model.</param>
    /// <param name="zip">The bytes it was read from.</param>
    /// <exception cref="InvalidModelException">ML.NET cannot load the zip, or disagrees; the message says on what.</exception>
    public static ConfirmedModel Run(ProductDefinition product, LoanModel model, ReadOnlyMemory<byte> zip) =>
        Run(product, new ModelGrid(model), zip);

    /// <summary>Confirms a model as an engine serves it.</summary>
    /// <param name="product">Its product.</param>
    /// <param name="engine">The engine.</param>
    /// <param name="kind">Which of its models.</param>
    /// <param name="zip">The bytes the model was read from.</param>
    /// <exception cref="InvalidModelException">ML.NET cannot load the zip, or disagrees; the message says on what.</exception>
    public static ConfirmedModel Run(ProductDefinition product, OfferEngine engine, ModelKind kind, ReadOnlyMemory<byte> zip) =>
        Run(product, engine.GridOf(kind), zip);

    private static ConfirmedModel Run(ProductDefinition product, ModelGrid grid, ReadOnlyMemory<byte> zip)
    {
        if (MlNetMembers.ZipOf(grid.Model, zip, out var why) is not { } readable)
            return new ConfirmedModel(new ConfirmationResult(0, why), null);
        var reference = ReferenceModel.Load(readable, grid.Model.Manifest.Features);
        var comparison = new BitComparison(grid.Model, reference.CreateEngine());
        foreach (var row in ProbeRows.For(product, grid.Model))
            comparison.Compare(row);
        GridProbe.Compare(product, grid, comparison);
        return new ConfirmedModel(comparison.Finish(), reference);
    }
}
