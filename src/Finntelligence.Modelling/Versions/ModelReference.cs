using System.Collections.Immutable;
using Finntelligence.Foundation.Faults;
using Finntelligence.Lending.RateCards;
using Finntelligence.ModelOps.Registry;

namespace Finntelligence.Modelling.Versions;

/// <summary>A registered version as users name it: <c>risk</c>, <c>risk@production</c> or <c>risk/3</c>, and <c>ratecard</c> likewise.</summary>
/// <param name="Kind">One of <see cref="ModelKinds.Names"/>, or <see cref="SegmentCard.Kind"/>.</param>
/// <param name="Version">An alias, a number or "latest"; null when none was named.</param>
public sealed record ModelReference(string Kind, string? Version)
{
    private static readonly ImmutableArray<string> Known = [.. ModelKinds.Names, SegmentCard.Kind];

    /// <exception cref="RequestFaultException">Not such a name; the message shows how one looks.</exception>
    public static ModelReference Parse(string text)
    {
        var separator = text.IndexOfAny(['@', '/']);
        var version = separator < 0 ? null : text[(separator + 1)..];
        var kind = separator < 0 ? text : text[..separator];
        if (!Known.Contains(kind) || version is "" || (separator >= 0 && text[separator] == '/' && RegistryNames.VersionNumber(version!) is null))
        {
            throw new RequestFaultException(
                $"'{text}' names no model: write {string.Join(" or ", ModelKinds.Names)}, "
                + $"with @alias or /version behind it, as risk@production or risk/3; {SegmentCard.Kind} for the rate card.");
        }

        return new ModelReference(kind, version);
    }

    /// <summary>As <see cref="Parse"/>, where only one of the two models will do.</summary>
    /// <exception cref="RequestFaultException">Not such a name, or a rate card's.</exception>
    public static ModelReference ParseModel(string text) => Parse(text) is var reference && reference.Kind != SegmentCard.Kind
        ? reference
        : throw new RequestFaultException($"'{text}' is a rate card, and this is for models: models show {text} lists its cells.");

    /// <summary>The version named, else the one in production, else the latest.</summary>
    /// <exception cref="RegistryException">There is none; the message says what there is.</exception>
    public ModelVersion Resolve(IModelRegistry registry) => Resolve(registry, registry.Read());

    /// <inheritdoc cref="Resolve(IModelRegistry)"/>
    public ModelVersion Resolve(IModelRegistry registry, RegistryState state)
    {
        var version = Version
            ?? (state.Kind(Kind).Aliases.ContainsKey(RegistryNames.Production) ? RegistryNames.Production : RegistryNames.Latest);
        return registry.Resolve(state, Kind, version);
    }
}
