using System.Collections.Immutable;
using System.Globalization;
using Finntelligence.Foundation.Faults;

namespace Finntelligence.Histories.Import;

/// <summary>A lender's file has rows or cells that cannot be used. All of them are named, cells that are wrong alike together.</summary>
internal sealed class FaultyCellsException(ImmutableArray<CellFault> cells, ImmutableArray<string> rows)
    : DataFaultException(Message(cells, rows))
{
    /// <summary>Cells that cannot be read.</summary>
    public ImmutableArray<CellFault> Cells { get; } = cells;

    /// <summary>Rows that cannot be read, in sentences.</summary>
    public ImmutableArray<string> Rows { get; } = rows;

    /// <summary>All of it, a sentence each.</summary>
    public ImmutableArray<string> Sentences => [.. Rows, .. Cells.Select(Describe)];

    private static new string Message(ImmutableArray<CellFault> cells, ImmutableArray<string> rows) =>
        string.Join('\n', [.. rows, .. cells.Select(Describe), "Nothing was written."]);

    private static string Describe(CellFault fault) => fault.Examples.IsEmpty
        ? $"Column {fault.Column} {fault.What}."
        : string.Create(
            CultureInfo.InvariantCulture,
            $"Column {fault.Column}, {fault.Count:N0} {(fault.Count == 1 ? "cell" : "cells")} ({string.Join("; ", fault.Examples)}): {fault.What}.");
}
