using Finntelligence.Foundation.Faults;
using Finntelligence.Lending.Products;
using Finntelligence.ModelOps.Registry;
using ModelKind = Finntelligence.Lending.Products.ModelKind;

namespace Finntelligence.Modelling.Versions;

/// <summary>A model as users name it: <c>risk</c>, <c>risk@production</c> or <c>risk/3</c>.</summary>
/// <param name="Kind">Which model.</param>
/// <param name="Version">An alias, a number or "latest"; null when none was named.</param>
public sealed record ModelReference(ModelKind Kind, string? Version)
{
    /// <exception cref="RequestFaultException">Not such a name; the message shows how one looks.</exception>
    public static ModelReference Parse(string text)
    {
        var separator = text.IndexOfAny(['@', '/']);
        var version = separator < 0 ? null : text[(separator + 1)..];
        if (ModelKinds.Find(separator < 0 ? text : text[..separator]) is not { } kind
            || version is "" || (separator >= 0 && text[separator] == '/' && RegistryNames.VersionNumber(version!) is null))
        {
            throw new RequestFaultException(
                $"'{text}' names no model: write {string.Join(" or ", ModelKinds.Names)}, "
                + "with @alias or /version behind it, as risk@production or risk/3.");
        }

        return new ModelReference(kind, version);
    }

    /// <summary>The version named, else the one in production, else the latest.</summary>
    /// <exception cref="RegistryException">There is none; the message says what there is.</exception>
    public ModelVersion Resolve(IModelRegistry registry) => Resolve(registry, registry.Read());

    /// <inheritdoc cref="Resolve(IModelRegistry)"/>
    public ModelVersion Resolve(IModelRegistry registry, RegistryState state)
    {
        var name = ModelKinds.NameOf(Kind);
        var version = Version
            ?? (state.Kind(name).Aliases.ContainsKey(RegistryNames.Production) ? RegistryNames.Production : RegistryNames.Latest);
        return registry.Resolve(state, name, version);
    }
}
