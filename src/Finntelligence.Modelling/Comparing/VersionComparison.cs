using System.Collections.Immutable;
using Finntelligence.Foundation.Faults;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Gates;
using Finntelligence.Modelling.Versions;
using Finntelligence.ModelOps.Registry;
using Finntelligence.ModelOps.Workspaces;
using ModelKind = Finntelligence.Lending.Products.ModelKind;

namespace Finntelligence.Modelling.Comparing;

/// <summary>Two versions of one kind of model, and how they differ.</summary>
public sealed record VersionComparison
{
    private VersionComparison(ProductDefinition product, ModelVersion[] versions, LoanModel[] models, ImmutableArray<GateResult> gates)
    {
        Product = product;
        (First, Second) = (versions[0], versions[1]);
        (FirstModel, SecondModel) = (models[0], models[1]);
        Gates = gates;
        Options = Differences(First.Entry.Options, Second.Entry.Options);
        Figures = Differences(Texts(First.Entry.Metrics), Texts(Second.Entry.Metrics));
        FeaturesOfFirstOnly = [.. FirstModel.Manifest.Features.Except(SecondModel.Manifest.Features)];
        FeaturesOfSecondOnly = [.. SecondModel.Manifest.Features.Except(FirstModel.Manifest.Features)];
    }

    /// <summary>The product they are of.</summary>
    public ProductDefinition Product { get; }

    /// <summary>The one version.</summary>
    public ModelVersion First { get; }

    /// <summary>The other version.</summary>
    public ModelVersion Second { get; }

    /// <summary>What the first version's file holds.</summary>
    public LoanModel FirstModel { get; }

    /// <summary>What the second version's file holds.</summary>
    public LoanModel SecondModel { get; }

    /// <summary>Options that differ, by name.</summary>
    public ImmutableArray<Difference> Options { get; }

    /// <summary>Figures that differ as they are shown, by name.</summary>
    public ImmutableArray<Difference> Figures { get; }

    /// <summary>Inputs that only the first has.</summary>
    public ImmutableArray<string> FeaturesOfFirstOnly { get; }

    /// <summary>Inputs that only the second has.</summary>
    public ImmutableArray<string> FeaturesOfSecondOnly { get; }

    /// <summary>What the gates say of the second in the first one's place.</summary>
    public ImmutableArray<GateResult> Gates { get; }

    /// <summary>Compares.</summary>
    /// <exception cref="RequestFaultException">They are not of one kind.</exception>
    /// <exception cref="RegistryException">There is no such version.</exception>
    public static VersionComparison Of(
        Workspace workspace, string productName, IModelRegistry registry, string first, string second, CancellationToken cancellation)
    {
        ProductDefinition product = ProductLoader.Load(workspace.ProductFile(productName));
        RegistryState state = registry.Read();
        ModelReference[] references = [ModelReference.ParseModel(first), ModelReference.ParseModel(second)];
        if (references[0].Kind != references[1].Kind)
            throw new RequestFaultException($"{first} and {second} are models of two kinds, which cannot be compared.");
        ModelVersion[] versions = [.. references.Select(reference => reference.Resolve(registry, state))];
        LoanModel[] models = [.. versions.Select(version => VersionFile.Read(version, product))];
        string place = versions[0].Aliases.Contains(RegistryNames.Production) ? RegistryNames.Production : RegistryNames.Staging;
        return new VersionComparison(
            product, versions, models, PromotionGates.Of(workspace, productName).Check(versions[1], versions[0].Entry, place, cancellation).Results);
    }

    /// <summary>The model that decides together with these two: of the other kind, in production, else the latest.</summary>
    public LoanModel Partner(IModelRegistry registry)
    {
        ModelKind kind = FirstModel.Kind == ModelKind.Risk ? ModelKind.Acceptance : ModelKind.Risk;
        return VersionFile.Read(new ModelReference(ModelKinds.NameOf(kind), null).Resolve(registry), Product);
    }

    private static Dictionary<string, string> Texts(IReadOnlyDictionary<string, double> metrics) =>
        metrics.ToDictionary(metric => metric.Key, metric => Foundation.Output.Figures.Number(metric.Value));

    private static ImmutableArray<Difference> Differences(IReadOnlyDictionary<string, string> first, IReadOnlyDictionary<string, string> second) =>
        [.. first.Keys.Union(second.Keys).Order(StringComparer.Ordinal)
            .Select(key => new Difference(key, first.GetValueOrDefault(key, Difference.None), second.GetValueOrDefault(key, Difference.None)))
            .Where(difference => difference.First != difference.Second)];
}

/// <summary>Something of two versions that is not the same.</summary>
/// <param name="Name">What it is.</param>
/// <param name="First">Of the first.</param>
/// <param name="Second">Of the second.</param>
public sealed record Difference(string Name, string First, string Second)
{
    /// <summary>Stands for what one of them lacks.</summary>
    public const string None = "–";
}
