namespace Finntelligence.Explorer.Portfolio;

/// <summary>What was decided about one applicant, as much as a table shows; figures are 0 for a decline.</summary>
public sealed record PortfolioRow
{
    /// <summary>Where the applicant stands in the file, from 1.</summary>
    public required long Line { get; init; }

    /// <summary>The sender's name of the applicant; null if there is none.</summary>
    public required string? Id { get; init; }

    /// <summary>Whether there is an offer.</summary>
    public required bool IsOffer { get; init; }

    /// <summary>In the product's currency.</summary>
    public double Amount { get; init; }

    public int Months { get; init; }

    /// <summary>Percent per rate period.</summary>
    public double Rate { get; init; }

    /// <summary>In the product's currency.</summary>
    public double Installment { get; init; }

    /// <summary>Probability of take-up.</summary>
    public double Acceptance { get; init; }

    /// <summary>Probability of default, given take-up.</summary>
    public double Default { get; init; }

    /// <summary>Expected, in the product's currency.</summary>
    public double Profit { get; init; }

    /// <summary>Codes of the reasons, with spaces between them; empty for none.</summary>
    public required string Reasons { get; init; }

    /// <summary>Where its line begins in the file of decisions.</summary>
    public required long Offset { get; init; }

    /// <summary>Bytes of that line.</summary>
    public required int Bytes { get; init; }
}

/// <summary>What is wrong with a line.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Id">The sender's name of the applicant; null if there is none.</param>
/// <param name="Column">Name of the column, or path in JSON; empty for the whole line.</param>
/// <param name="Cell">What stands there; null where that is not one cell.</param>
/// <param name="Message">What is wrong with it.</param>
public sealed record PortfolioFault(long Line, string? Id, string Column, string? Cell, string Message);
