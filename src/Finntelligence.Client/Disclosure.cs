namespace Finntelligence.Client;

/// <summary>What the law wants the customer told. Nothing in it is legal advice.</summary>
/// <param name="Directive">The law.</param>
/// <param name="Figures">Of the offer; null for a decline.</param>
/// <param name="Lines">For the customer, in each language in the order of the standard form.</param>
public sealed record Disclosure(string Directive, DisclosedFigures? Figures, IReadOnlyList<DisclosedLine> Lines);

/// <summary>The figures of the standard form.</summary>
public sealed record DisclosedFigures
{
    /// <summary>What is made available to the customer.</summary>
    public required decimal AmountOfCredit { get; init; }

    /// <summary>ISO 4217 code of every amount.</summary>
    public required string Currency { get; init; }

    /// <summary>Duration.</summary>
    public required int Months { get; init; }

    /// <summary>Number of monthly payments.</summary>
    public required int Installments { get; init; }

    /// <summary>Every payment but the last.</summary>
    public required decimal Installment { get; init; }

    /// <summary>The last payment.</summary>
    public required decimal FinalInstallment { get; init; }

    /// <summary>All that the customer pays.</summary>
    public required decimal TotalPayable { get; init; }

    /// <summary>Percent per rate period of the product.</summary>
    public required decimal BorrowingRate { get; init; }

    /// <summary>Annual percentage rate of charge.</summary>
    public required double Apr { get; init; }

    /// <summary>All that the customer pays less the amount of credit.</summary>
    public required decimal TotalCost { get; init; }
}

/// <summary>A line for the customer.</summary>
/// <param name="Line">Which: "amountOfCredit", "duration", "payments" and so on; later versions of the service may know more.</param>
/// <param name="Article">That asks for it.</param>
/// <param name="Language">ISO 639-1 code.</param>
/// <param name="Text">With its figures.</param>
public sealed record DisclosedLine(string Line, string Article, string Language, string Text);
