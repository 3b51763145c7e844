using System.Collections.Immutable;

namespace Finntelligence.Lending.Products;

/// <summary>What one model sees and learns.</summary>
public sealed record ModelDefinition
{
    /// <summary>Which model.</summary>
    public required ModelKind Kind { get; init; }

    /// <summary>Names of applicant features, offer variables ("amount", "months", "rate") and derived features, in vector order.</summary>
    public required ImmutableArray<string> Inputs { get; init; }

    /// <summary>The column of history that holds each offer variable the model sees (directly or through a derived feature).</summary>
    public required ImmutableDictionary<OfferVariable, SourceColumn> OfferColumns { get; init; }

    /// <summary>The event.</summary>
    public required LabelDefinition Label { get; init; }

    /// <summary>Who trains it, one of <see cref="TrainerNames"/>; null lets all of them compete. No part of the schema.</summary>
    public string? Trainer { get; init; }

    /// <summary>Rows of history that count: all of these hold. Empty: every row.</summary>
    public required ImmutableArray<RowFilter> Filters { get; init; }

    /// <summary>How many a row of history stands for; null where each counts one. No part of the schema.</summary>
    public SourceColumn? Weight { get; init; }

    /// <summary>Where the model has seen enough to be asked.</summary>
    public required SupportDefinition Support { get; init; }

    /// <summary>
    /// What stands in place of a model that learns; null where one learns. It sees the rate alone, no column of history, and may be asked about
    /// every offer.
    /// </summary>
    public DeclaredProbability? Declared { get; init; }
}

/// <summary>The event: column (divided by another) is above a limit. A row where either is missing has no label and is left out.</summary>
/// <param name="Column">Header in the CSV.</param>
/// <param name="DividedBy">Header of the divisor; null for none.</param>
/// <param name="Above">The event is a strictly greater value; means nothing where <see cref="Event"/> is declared.</param>
public sealed record LabelDefinition(string Column, string? DividedBy, decimal Above)
{
    /// <summary>The event as a question to the column, in place of the limit ("loan_status is Charged Off"); null where the limit holds.</summary>
    public CellTest? Event { get; init; }
}

/// <summary>Rows that count: those whose column answers a question with yes. An empty cell answers nothing.</summary>
/// <param name="Column">Header in the CSV.</param>
/// <param name="Test">The question.</param>
public sealed record RowFilter(string Column, CellTest Test)
{
    /// <summary>Rows whose column holds a number equal to a value.</summary>
    public RowFilter(string column, decimal equalTo)
        : this(column, new CellTest.OneOf([CellValue.Of(equalTo)]))
    {
    }
}

/// <summary>Offers with too few neighbours among the training rows are outside support, and are not made.</summary>
/// <param name="By">The applicant category within which neighbours are counted.</param>
/// <param name="Variables">A neighbour is within all of these distances.</param>
/// <param name="MinimumNeighbours">Fewer training rows than this: outside support.</param>
public sealed record SupportDefinition(string By, ImmutableArray<SupportVariable> Variables, int MinimumNeighbours)
{
    /// <summary>Every offer is within support.</summary>
    public static SupportDefinition Everywhere { get; } = new("", [], 0);
}

/// <summary>A distance along one offer variable.</summary>
/// <param name="Variable">The variable.</param>
/// <param name="Within">Greatest distance, inclusive; 0 means equal.</param>
public sealed record SupportVariable(OfferVariable Variable, decimal Within);
