using System.Collections.Immutable;

namespace Finntelligence.Foundation.Output;

/// <summary>A table for people. Cells are finished texts.</summary>
/// <param name="Title">Above the table.</param>
/// <param name="Columns">Headings.</param>
/// <param name="Rows">As many cells as there are headings.</param>
public sealed record ReportTable(string Title, ImmutableArray<ReportColumn> Columns, ImmutableArray<string[]> Rows);

/// <summary>A column's heading.</summary>
/// <param name="Heading">Text.</param>
/// <param name="Numeric">Whether its cells are set flush right.</param>
public sealed record ReportColumn(string Heading, bool Numeric = false);
