using System.Collections.Immutable;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Disclosing;

/// <summary>What the law wants the customer told about a decision.</summary>
/// <param name="Directive">The law.</param>
/// <param name="Figures">Of the offer; null for a decline.</param>
/// <param name="Lines">In each of the product's languages, in the order of the standard form.</param>
public sealed record LoanDisclosure(string Directive, DisclosedFigures? Figures, ImmutableArray<DisclosedLine> Lines);

/// <summary>The figures of the standard form.</summary>
/// <param name="AmountOfCredit">What is made available to the customer.</param>
/// <param name="Months">Duration.</param>
/// <param name="Installments">Number of payments.</param>
/// <param name="Installment">Every payment but the last.</param>
/// <param name="FinalInstallment">The last payment.</param>
/// <param name="TotalPayable">All payments.</param>
/// <param name="BorrowingRate">Percent per rate period.</param>
/// <param name="Apr">Percent a year.</param>
/// <param name="TotalCost">Total payable less the amount of credit.</param>
public sealed record DisclosedFigures(
    decimal AmountOfCredit,
    int Months,
    int Installments,
    decimal Installment,
    decimal FinalInstallment,
    decimal TotalPayable,
    decimal BorrowingRate,
    double Apr,
    decimal TotalCost);

/// <summary>A line for the customer.</summary>
/// <param name="Line">Which.</param>
/// <param name="Article">That asks for it.</param>
/// <param name="Language">ISO 639-1 code.</param>
/// <param name="Text">With its figures.</param>
public sealed record DisclosedLine(DisclosureLine Line, string Article, string Language, string Text);
