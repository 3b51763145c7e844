using System.Collections.Immutable;
using Finntelligence.Foundation.Faults;
using Finntelligence.Histories.Files;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Gates;
using Finntelligence.Modelling.Versions;
using Finntelligence.ModelOps.Registry;
using Finntelligence.ModelOps.Workspaces;

namespace Finntelligence.Modelling.Importing;

/// <summary>Registers a model that XGBoost, LightGBM or ML.NET trained.</summary>
public sealed class ImportJob(Workspace workspace, TimeProvider time)
{
    /// <summary>Does it.</summary>
    /// <exception cref="RequestFaultException">A file is missing, or the model cannot be one of this product.</exception>
    public ImportOutcome Run(ImportRequest request, CancellationToken cancellation)
    {
        ProductDefinition product = ProductLoader.Load(workspace.ProductFile(request.Product));
        ForeignModel model = ModelFileReader.Read(request.From, request.Format, ImportRounds.Parse(request.Rounds), cancellation);
        TrainingHistory history = TrainingHistory.Find(workspace, request.Product, request.Data);
        if (request.Evaluate is not null && !File.Exists(request.Evaluate))
            throw new RequestFaultException($"there is no file {request.Evaluate}.", where: "--evaluate");
        TrainingHistory? evaluation = request.Evaluate is null ? null : TrainingHistory.Find(workspace, request.Product, request.Evaluate);

        var import = new ModelImport(product, ModelKinds.Find(request.Kind)!.Value, history);
        ImportedArtifact artifact = import.Convert(model, evaluation, cancellation);
        var gates = MonotoneGates.Check(request.Kind, artifact.Contents.Ensemble, new PromotionLimits().MonotoneRows, cancellation);
        Registration registration = new LocalModelRegistry(workspace.ModelFolder(request.Product), time).Register(
            request.Kind, artifact.Zip, import.Describe(artifact), cancellation);
        return new ImportOutcome(model, history, artifact, gates, registration);
    }
}

/// <summary>What to import.</summary>
/// <param name="Product">The product.</param>
/// <param name="Kind">One of <see cref="ModelKinds.Names"/>.</param>
/// <param name="From">The model file.</param>
/// <param name="Format">One of <see cref="ModelFileReader.Formats"/>.</param>
/// <param name="Rounds">As <see cref="ImportRounds"/> reads it.</param>
/// <param name="Data">History that support, histograms and missing covers are counted on; null for the product's own.</param>
/// <param name="Evaluate">History that the model has not learned from; null where there is none.</param>
public sealed record ImportRequest(
    string Product, string Kind, string From, string Format, string Rounds, string? Data, string? Evaluate);

/// <summary>What came of it.</summary>
/// <param name="Model">As the file holds it.</param>
/// <param name="History">What was counted on.</param>
/// <param name="Artifact">What was registered.</param>
/// <param name="Gates">The gates of directions, which promotion will ask again.</param>
/// <param name="Registration">Its version.</param>
public sealed record ImportOutcome(
    ForeignModel Model, TrainingHistory History, ImportedArtifact Artifact, ImmutableArray<GateResult> Gates, Registration Registration)
{
    /// <summary>How many trees it has.</summary>
    public int Trees => Artifact.Contents.Ensemble.Trees.Length;
}
