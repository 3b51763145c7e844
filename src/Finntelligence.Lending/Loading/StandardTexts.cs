using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Loading;

/// <summary>The texts of a product that declares none of its own: standard-texts.json, written as in product.json.</summary>
internal static class StandardTexts
{
    public static DisclosureTexts Instance { get; } = Load();

    private static DisclosureTexts Load()
    {
        using var stream = typeof(StandardTexts).Assembly.GetManifestResourceStream("standard-texts.json")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return DisclosureSection.ReadStandard(bytes);
    }
}
