using Finntelligence.ModelOps.Registry;

namespace Finntelligence.Api.Hosting;

/// <summary>Which two models of a registry serve together.</summary>
/// <param name="Risk">The model of default.</param>
/// <param name="Acceptance">The model of take-up.</param>
internal sealed record ModelPair(ModelUri Risk, ModelUri Acceptance)
{
    /// <summary>The kind of the model of default.</summary>
    public const string RiskKind = "risk";

    /// <summary>The kind of the model of take-up.</summary>
    public const string AcceptanceKind = "acceptance";

    /// <summary>The kind of the rate card.</summary>
    public const string RateCardKind = "ratecard";

    /// <summary>The rate card that serves with them, where the product asks for one: under the alias of the risk model, unless another version is named.</summary>
    public ModelUri RateCard { get; init; } = new(ModelUri.NameOf(Risk.Product, RateCardKind), Risk.IsPinned ? RegistryNames.Production : Risk.Reference);

    private static readonly char[] Separators = [' ', ',', ';'];

    /// <summary>The pair of a product under an alias, or pinned to versions.</summary>
    public static ModelPair Of(string product, string alias, string? riskVersion, string? acceptanceVersion) => new(
        new ModelUri(ModelUri.NameOf(product, RiskKind), riskVersion ?? alias),
        new ModelUri(ModelUri.NameOf(product, AcceptanceKind), acceptanceVersion ?? alias));

    /// <summary>
    /// Reads <c>models:/cash-loan-risk@production</c>: one address names the alias of both models; two, with a comma between, name
    /// each its own. A version needs two, since two models seldom have the same number.
    /// </summary>
    /// <exception cref="RegistryException">It names no pair of the product; the message says why.</exception>
    public static ModelPair Parse(string text, string product)
    {
        ModelUri[] uris = [.. text.Split(Separators, StringSplitOptions.RemoveEmptyEntries).Select(ModelUri.Parse)];
        if (uris.FirstOrDefault(uri => uri.Product != product) is { } foreign)
            throw new RegistryException($"{foreign} is a model of {foreign.Product}; this service serves {product}.");
        return uris switch
        {
            [{ IsPinned: false } one] when KindsOf(uris) is [RiskKind or AcceptanceKind] =>
                Of(product, one.Reference, null, null),
            [{ IsPinned: true } one] => throw new RegistryException($"{one} pins one model; name the version of the other one too, after a comma."),
            [var a, var b] when KindsOf(uris) is [AcceptanceKind, RiskKind] =>
                a.Kind == RiskKind ? new ModelPair(a, b) : new ModelPair(b, a),
            _ => throw new RegistryException(
                $"'{text}' does not name a risk and an acceptance model. Write models:/{product}-risk@production, or both with a comma between."),
        };
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Risk}, {Acceptance}";

    private static string[] KindsOf(IEnumerable<ModelUri> uris) => [.. uris.Select(uri => uri.Kind).Order(StringComparer.Ordinal)];
}
