using System.Collections.Immutable;

namespace Finntelligence.Foundation.Output;

/// <summary>A table for people. Cells are finished texts.</summary>
/// <param name="Title">Above the table.</param>
/// <param name="Columns">Headings.</param>
/// <param name="Rows">As many cells as there are headings.</param>
public sealed record ReportTable(string Title, ImmutableArray<ReportColumn> Columns, ImmutableArray<string[]> Rows);

/// <summary>A column's heading.</summary>
/// <param name="Heading">Text.</param>
/// <param name="Numeric">Whether its cells are set flush right and stay on one line.</param>
/// <param name="Rank">What goes first where the terminal is narrow: the greatest rank, and of equal ones the rightmost. The first column stays.</param>
public sealed record ReportColumn(string Heading, bool Numeric = false, int Rank = 0);
