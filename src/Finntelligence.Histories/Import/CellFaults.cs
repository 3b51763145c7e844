using System.Collections.Immutable;
using System.Globalization;

namespace Finntelligence.Histories.Import;

/// <summary>Cells of one column that are wrong in the same way.</summary>
/// <param name="Column">Its name.</param>
/// <param name="What">What is wrong with them.</param>
/// <param name="Count">How many.</param>
/// <param name="Examples">The first of them: place and cell; of each text the first.</param>
internal sealed record CellFault(string Column, string What, long Count, ImmutableArray<string> Examples);

/// <summary>Gathers the faults of a file; memory stays small whatever the file holds.</summary>
internal sealed class CellFaults
{
    private const int MostExamples = 5;
    private const int MostRows = 100;
    private const int LongestCell = 40;

    private readonly Dictionary<(string Column, string What), Entry> _cells = [];
    private readonly List<string> _rows = [];
    private readonly HashSet<string> _columnsOfRow = new(StringComparer.Ordinal);
    private string _place = "";
    private long _rowCount;

    /// <summary>Whether there are any.</summary>
    public bool Any => _cells.Count > 0 || _rowCount > 0;

    /// <summary>A cell is wrong; what is said of it first counts, since both models read most cells.</summary>
    public void Add(string place, string column, string cell, string what)
    {
        if (place != _place)
            _columnsOfRow.Clear();
        _place = place;
        if (!_columnsOfRow.Add(column))
            return;
        if (!_cells.TryGetValue((column, what), out var entry))
            _cells[(column, what)] = entry = new Entry();
        entry.Count++;
        if (entry.Examples.Count < MostExamples && !entry.Examples.Exists(e => e.Cell == cell))
            entry.Examples.Add((place, cell));
    }

    /// <summary>A row, or the file, is wrong.</summary>
    /// <param name="fault">A sentence that names the place.</param>
    public void AddRow(string fault)
    {
        if (_rowCount++ < MostRows)
            _rows.Add(fault);
    }

    /// <summary>What is wrong, as one exception.</summary>
    public FaultyCellsException ToException() => new(
        [.. _cells.Select(c => new CellFault(c.Key.Column, c.Key.What, c.Value.Count, [.. c.Value.Examples.Select(Describe)]))],
        _rowCount > _rows.Count ? [.. _rows, string.Create(CultureInfo.InvariantCulture, $"{_rowCount - _rows.Count} more rows are faulty.")] : [.. _rows]);

    private static string Describe((string Place, string Cell) example) =>
        $"{example.Place.ToLowerInvariant()}: \"{(example.Cell.Length <= LongestCell ? example.Cell : example.Cell[..LongestCell] + "…")}\"";

    private sealed class Entry
    {
        public long Count { get; set; }

        public List<(string Place, string Cell)> Examples { get; } = [];
    }
}
