using System.Collections.Immutable;
using System.Globalization;
using System.Resources;
using Finntelligence.Lending.Disclosing;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;

namespace Finntelligence.Explorer.Audit;

/// <summary>What a customer is told of a decision, ready to be printed.</summary>
/// <param name="Culture">Its language, and how it writes numbers and dates.</param>
/// <param name="Subject">In a line.</param>
/// <param name="Opening">What was decided.</param>
/// <param name="Terms">Of an offer, as the law wants them told; empty for a decline.</param>
/// <param name="ReasonsTitle">Above the reasons; null where there are none.</param>
/// <param name="Reasons">In the product's words.</param>
/// <param name="Rights">What the customer may do.</param>
public sealed record Letter(
    CultureInfo Culture, string Subject, string Opening, ImmutableArray<string> Terms, string? ReasonsTitle, ImmutableArray<string> Reasons,
    ImmutableArray<string> Rights)
{
    private static readonly ResourceManager Texts = new(typeof(LetterWords));

    private static readonly DisclosureLine[] RightsLines = [DisclosureLine.Personalised, DisclosureLine.HumanReview, DisclosureLine.Explanation];

    /// <summary>Words a decision.</summary>
    /// <param name="product">As it was at the decision.</param>
    /// <param name="decision">With the reasons for an offer's price.</param>
    /// <param name="at">When it was decided.</param>
    /// <param name="culture">A language of the page.</param>
    public static Letter Of(ProductDefinition product, Decision decision, DateTimeOffset at, CultureInfo culture)
    {
        var lines = Disclosures.Of(product, decision).Lines;
        // What the product does not say in this language, it says in its first one.
        var language = lines.Any(l => l.Language == culture.Name) ? culture.Name : lines.Select(l => l.Language).FirstOrDefault();
        ImmutableArray<DisclosedLine> told = [.. lines.Where(l => l.Language == language)];
        var reasons = decision.Reasons.Select(r => r.Text.EndsWith('.') ? r.Text : r.Text + ".").ToImmutableArray();
        var kind = decision.Offer is null ? "Decline" : "Offer";
        return new Letter(
            culture,
            string.Format(culture, Text($"{kind}Subject", culture), product.Title),
            string.Format(culture, Text($"{kind}Opening", culture), at.ToString(culture.DateTimeFormat.ShortDatePattern, culture)),
            decision.Offer is null ? [] : [.. told.Where(l => !RightsLines.Contains(l.Line)).Select(l => l.Text)],
            reasons.IsEmpty ? null : Text($"{kind}Reasons", culture),
            reasons,
            [.. told.Where(l => RightsLines.Contains(l.Line)).Select(l => l.Text)]);
    }

    /// <summary>A text of the letter's own.</summary>
    public static string Text(string name, CultureInfo culture) => Texts.GetString(name, culture) ?? name;
}

/// <summary>Names the letter's texts: <c>LetterWords.resx</c> in English, <c>LetterWords.de.resx</c> in German.</summary>
public sealed class LetterWords;
