using System.Collections.Immutable;
using Finntelligence.Histories.Checks;
using Finntelligence.Histories.Reading;

namespace Finntelligence.Histories.Import;

/// <summary>What an import found.</summary>
/// <param name="Rows">Data rows.</param>
/// <param name="Columns">In file order.</param>
/// <param name="Labels">The product's labels; none where there is no product definition.</param>
/// <param name="Checks">Every declared figure.</param>
/// <param name="Sha256">Lower-case hex, of history.csv.</param>
public sealed record ImportSummary(
    long Rows, ImmutableArray<ColumnSummary> Columns, ImmutableArray<LabelSummary> Labels, ImmutableArray<CheckResult> Checks, string Sha256)
{
    /// <summary>What was found out of the file: delimiter, encoding, names that were made up.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>What cells became that are not written as the file has them.</summary>
    public ImmutableArray<CellChange> Changes { get; init; } = [];

    /// <summary>The columns of spreads that models read as rates; none where the product declares none.</summary>
    public ImmutableArray<SpreadSummary> Spreads { get; init; } = [];
}

/// <summary>What a column of spreads becomes when a model reads it. history.csv keeps both columns as they are.</summary>
/// <param name="Column">Of the spread.</param>
/// <param name="Reference">The column of what it is a spread over.</param>
/// <param name="Count">Rows that have both, and so a rate.</param>
/// <param name="Spread">The spread of the first of them, as the file has it.</param>
/// <param name="Under">The reference of the same row.</param>
/// <param name="Rate">The rate that they make, percent a rate period of the product.</param>
/// <param name="Least">The least rate of all rows; in the same unit.</param>
/// <param name="Greatest">The greatest.</param>
public sealed record SpreadSummary(string Column, string Reference, long Count, string Spread, string Under, double Rate, double Least, double Greatest);

/// <summary>A column.</summary>
/// <param name="Name">Header.</param>
/// <param name="Missing">Rows where it is empty.</param>
public sealed record ColumnSummary(string Name, long Missing)
{
    /// <summary>Their share of the file's rows.</summary>
    public double ShareOf(long rows) => (double)Missing / rows;
}

/// <summary>How often a label's event happened.</summary>
/// <param name="Name">The model that learns it.</param>
/// <param name="Rows">Rows with the label.</param>
/// <param name="Events">Rows where the event happened.</param>
public sealed record LabelSummary(string Name, long Rows, long Events)
{
    public double Rate => (double)Events / Rows;
}
