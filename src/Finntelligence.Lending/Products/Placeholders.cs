using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Finntelligence.Lending.Products;

/// <summary>Names in braces that stand for figures in a text.</summary>
internal static partial class Placeholders
{
    /// <summary>Those of a line about an offer.</summary>
    public static ImmutableArray<string> OfOffer { get; } =
    [
        "amountOfCredit", "currency", "months", "installment", "finalInstallment", "levelInstallments", "totalPayable", "rate", "apr", "totalCost",
        "fees",
    ];

    /// <summary>Those of the line about a refusal.</summary>
    public static ImmutableArray<string> OfDecline { get; } = ["reasons"];

    /// <summary>The names in a text.</summary>
    public static IEnumerable<string> In(string text) => Name().Matches(text).Select(m => m.Groups[1].Value);

    /// <summary>Whether a brace belongs to no placeholder.</summary>
    public static bool AreUnbalanced(string text) => Name().Replace(text, "").AsSpan().IndexOfAny('{', '}') >= 0;

    /// <summary>The text with figures in their places.</summary>
    public static string Fill(string text, IReadOnlyDictionary<string, string> figures) => Name().Replace(text, m => figures[m.Groups[1].Value]);

    [GeneratedRegex(@"\{(\w+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
