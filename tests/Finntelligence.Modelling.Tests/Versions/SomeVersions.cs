using System.Collections.Immutable;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Versions;
using Finntelligence.ModelOps.Registry;
using Finntelligence.ModelOps.Workspaces;
using ModelKind = Finntelligence.Lending.Products.ModelKind;

namespace Finntelligence.Modelling.Tests.Versions;

/// <summary>A workspace with the shipped product and a registry of models made by hand.</summary>
internal sealed class SomeVersions : IDisposable
{
    public const string ProductName = "cash-loan";

    public SomeVersions()
    {
        Folder.Write("data/cash-loan/product.json", File.ReadAllBytes(Repository.File("data/cash-loan/product.json")));
        Product = ProductLoader.Load(Folder.File("data/cash-loan/product.json"));
        Registry = new LocalModelRegistry(Folder.File("models/cash-loan"), TimeProvider.System);
    }

    public TestFolder Folder { get; } = new();

    public Workspace Workspace => new(Folder.Path);

    public ProductDefinition Product { get; }

    public LocalModelRegistry Registry { get; }

    /// <summary>Registers a model that its leaf tells apart from others; a leaf below 0 breaks the product's directions.</summary>
    public ModelVersion Register(ModelKind kind, double leaf = 0.5, ImmutableSortedDictionary<string, double>? metrics = null)
    {
        var contents = SomeArtifacts.Of(Product, kind, leaf, metrics ?? SomeArtifacts.GoodMetrics);
        return Registry.Register(ModelKinds.NameOf(kind), ModelArtifact.Write(Product, contents), SomeArtifacts.Describe(contents)).Version;
    }

    public int? Alias(string kind, string alias = "production") =>
        Registry.Read().Kind(kind).Aliases.TryGetValue(alias, out int version) ? version : null;

    public void Dispose() => Folder.Dispose();
}
