using System.Collections.Immutable;
using Finntelligence.Lending.Products;

namespace Finntelligence.Modelling.Versions;

/// <summary>The two kinds of model under the names that registry, artifacts and commands use.</summary>
public static class ModelKinds
{
    /// <summary>All names, sorted.</summary>
    public static ImmutableArray<string> Names { get; } = [.. Enum.GetValues<ModelKind>().Select(NameOf).Order(StringComparer.Ordinal)];

    /// <summary>"risk" or "acceptance".</summary>
    public static string NameOf(ModelKind kind) => kind == ModelKind.Risk ? "risk" : "acceptance";

    /// <summary>The kind of that name; null when there is none.</summary>
    public static ModelKind? Find(string name) =>
        Enum.GetValues<ModelKind>().Where(k => NameOf(k) == name).Select(k => (ModelKind?)k).FirstOrDefault();
}
