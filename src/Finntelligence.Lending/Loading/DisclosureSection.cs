using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Products.Json;

namespace Finntelligence.Lending.Loading;

/// <summary>Reads <c>disclosure</c>: what the law wants the customer told. Absent, the texts that come with the program hold.</summary>
internal static partial class DisclosureSection
{
    public static DisclosureTexts Read(ObjectReader product)
    {
        return product.OptionalObject("disclosure") is { } json ? Texts(json) : StandardTexts.Instance;
    }

    /// <summary>Reads <c>{ "languages": { code: { line: text } } }</c>.</summary>
    public static DisclosureTexts ReadStandard(ReadOnlyMemory<byte> utf8)
    {
        var faults = new List<Fault>();
        using var document = JsonDocument.Parse(utf8);
        var texts = Texts(new ObjectReader(document.RootElement, "disclosure", faults));
        return faults.Count == 0 ? texts : throw new InvalidProductException([.. faults]);
    }

    private static DisclosureTexts Texts(ObjectReader json)
    {
        var languages = ImmutableArray.CreateBuilder<LanguageTexts>();
        if (json.Object("languages") is { } byLanguage)
        {
            foreach (var language in byLanguage.Names.Where(name => name != ObjectReader.Note).ToArray())
            {
                if (!Language().IsMatch(language))
                    byLanguage.AddFault(language, "Must be a code of two small letters as in ISO 639-1, such as \"en\".");
                if (byLanguage.Object(language) is { } texts)
                    languages.Add(new LanguageTexts(language, Lines(texts)));
            }

            if (languages.Count == 0)
                json.AddFault("languages", "Must hold at least one language.");
            byLanguage.Close();
        }

        json.Close();
        return new DisclosureTexts(languages.ToImmutable());
    }

    private static ImmutableArray<string> Lines(ObjectReader json)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        foreach (var line in Enum.GetValues<DisclosureLine>())
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(line.ToString());
            var text = json.Text(name);
            var known = line == DisclosureLine.Refusal ? Placeholders.OfDecline : line < DisclosureLine.Personalised ? Placeholders.OfOffer : [];
            foreach (var placeholder in Placeholders.In(text).Where(p => !known.Contains(p)))
                json.AddFault(name, $"Has no placeholder {{{placeholder}}} here.{NearestName.Hint(placeholder, known)}");
            if (Placeholders.AreUnbalanced(text))
                json.AddFault(name, "Has a brace that is no part of a placeholder such as {apr}.");
            lines.Add(text);
        }

        json.Close();
        return lines.ToImmutable();
    }

    [GeneratedRegex("^[a-z]{2}$", RegexOptions.CultureInvariant)]
    private static partial Regex Language();
}
