namespace Finntelligence.ModelOps.Registry;

/// <summary>A model as MLflow's users write it: <c>models:/cash-loan-risk@production</c> or <c>models:/cash-loan-risk/3</c>.</summary>
/// <param name="Name">The registered model's name, as <c>cash-loan-risk</c>.</param>
/// <param name="Reference">An alias or a version's number.</param>
public sealed record ModelUri(string Name, string Reference)
{
    /// <summary>How such an address begins.</summary>
    public const string Scheme = "models:/";

    /// <summary>The kind of model: what stands after the name's last hyphen.</summary>
    public string Kind => Name[(Name.LastIndexOf('-') + 1)..];

    /// <summary>The product: what stands before the name's last hyphen.</summary>
    public string Product => Name[..Name.LastIndexOf('-')];

    /// <summary>True when the version never moves.</summary>
    public bool IsPinned => RegistryNames.VersionNumber(Reference) is not null;

    /// <summary>The registered model's name of a product's kind.</summary>
    public static string NameOf(string product, string kind) => $"{product}-{kind}";

    /// <exception cref="RegistryException">Not such an address; the message shows how one looks.</exception>
    public static ModelUri Parse(string text)
    {
        var rest = text.StartsWith(Scheme, StringComparison.Ordinal) ? text[Scheme.Length..] : "";
        var separator = rest.IndexOfAny(['@', '/']);
        if (separator <= 0 || separator == rest.Length - 1 || rest.LastIndexOf('-', separator) is not (> 0 and var hyphen) || hyphen == separator - 1)
            throw Fault(text);
        var uri = new ModelUri(rest[..separator], rest[(separator + 1)..]);
        RegistryNames.CheckKind(uri.Kind);
        if (rest[separator] == '@')
            RegistryNames.CheckAlias(uri.Reference);
        else if (!uri.IsPinned)
            throw Fault(text);
        return uri;
    }

    /// <inheritdoc/>
    public override string ToString() => IsPinned ? $"{Scheme}{Name}/{Reference}" : $"{Scheme}{Name}@{Reference}";

    private static RegistryException Fault(string text) => new(
        $"'{text}' does not name a model. Write models:/<product>-<kind>@<alias>, as models:/cash-loan-risk@production, or models:/<product>-<kind>/<version>.");
}
