using System.Collections.Immutable;

namespace Finntelligence.Lending.Products;

/// <summary>What the law wants the customer told, in the product's words.</summary>
/// <param name="Languages">The lines by code of language, in the order of the file.</param>
public sealed record DisclosureTexts(ImmutableArray<LanguageTexts> Languages);

/// <summary>The lines in one language.</summary>
/// <param name="Language">ISO 639-1 code.</param>
/// <param name="Texts">One for each value of <see cref="DisclosureLine"/>, in their order; with placeholders in braces.</param>
public sealed record LanguageTexts(string Language, ImmutableArray<string> Texts);

/// <summary>A line of the disclosure.</summary>
public enum DisclosureLine
{
    /// <summary>The total amount of credit.</summary>
    AmountOfCredit,

    /// <summary>How long the agreement lasts.</summary>
    Duration,

    /// <summary>Amount, number and frequency of the payments.</summary>
    Payments,

    /// <summary>Their sum.</summary>
    TotalPayable,

    /// <summary>The borrowing rate.</summary>
    BorrowingRate,

    /// <summary>The annual percentage rate of charge.</summary>
    Apr,

    /// <summary>What it assumes.</summary>
    AprAssumptions,

    /// <summary>The total cost of the credit.</summary>
    TotalCost,

    /// <summary>That the offer was personalised by automated processing.</summary>
    Personalised,

    /// <summary>The right to a human review.</summary>
    HumanReview,

    /// <summary>The right to an explanation.</summary>
    Explanation,

    /// <summary>That and why credit was refused.</summary>
    Refusal,
}
