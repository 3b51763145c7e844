using System.Collections.Immutable;
using Finntelligence.Histories.Sources;
using Finntelligence.Lending.Products;

namespace Finntelligence.Histories.Reading;

/// <summary>Brings the cells of one column into the form of history.csv, and counts what it made of them.</summary>
internal sealed class ColumnReader
{
    private readonly string _column;
    private readonly ColumnUse _use;
    private readonly bool _comma;
    private readonly bool _readsNumbers;
    private readonly string[] _dates;
    private readonly Dictionary<string, (long Count, string From, string To)> _changes = new(StringComparer.Ordinal);

    public ColumnReader(string column, ColumnUse use, ColumnSurvey survey, bool comma)
    {
        (_column, _use, _comma, _dates) = (column, use, comma, [.. use.Dates]);
        // A column that no one uses is read only where every cell is a number, and never for its words: "36 months" may be a class.
        var isAllNumbers = survey.Texts == 0 && !survey.Marks.HasFlag(CellMarks.Unit) && (survey.Signs.Point == 0 || survey.Signs.Comma == 0)
            && (survey.Written > 0 || (comma && survey.AmbiguousPoints > 0));
        _readsNumbers = use is { IsNumber: true, IsText: false } || (!use.IsText && isAllNumbers);
    }

    /// <summary>What cells became, in the order in which it first happened.</summary>
    public IEnumerable<CellChange> Changes =>
        _changes.Select(c => new CellChange(_column, c.Key, c.Value.Count, c.Value.From, c.Value.To));

    /// <summary>A cell in the form of history.csv. What cannot be read stays as it is.</summary>
    /// <param name="cell">Without white space around it.</param>
    /// <param name="fault">What is wrong with it, to stand behind the cell in a sentence; null if nothing is.</param>
    public string Read(string cell, out string? fault)
    {
        fault = null;
        if (cell.Length == 0 || (_use.Kept.Count > 0 && _use.Kept.Contains(cell)))
            return cell;
        if (_dates.Length > 0)
            return Date(cell, out fault);
        var plain = NumberText.Normalise(cell);
        if (!_readsNumbers || (!_comma && (plain.Length == 0 || PlainNumber.Is(cell, out _) || NumberText.IsNumber(plain))))
            return plain;
        if (WrittenNumber.Read(cell, _comma, out _, out var marks) is { } number)
            return marks == CellMarks.None ? number : Changed(CellMarkNames.Of(marks), cell, number);
        if (!_use.IsNumber)
            return plain;
        if (CellWords.Flag(cell) is { } flag)
            return Changed("yes or no", cell, flag);
        if (CellWords.IsNothing(cell))
            return Changed("missing", cell, "");
        // To read it as a number all the same would mix thousands with thousandths.
        if (NumberText.IsNumber(plain))
            fault = "has a decimal point in a column of decimal commas";
        return plain;
    }

    private string Date(string cell, out string? fault)
    {
        var date = DateFormats.Read(cell, _dates);
        fault = date is null ? $"is no date of the form {string.Join(" or ", _dates)}" : null;
        return date is null ? cell : Changed("date", cell, date);
    }

    private string Changed(string how, string from, string to)
    {
        if (from != to)
            _changes[how] = _changes.TryGetValue(how, out var known) ? known with { Count = known.Count + 1 } : (1, from, to);
        return to;
    }
}

/// <summary>What an import made of cells.</summary>
/// <param name="Column">Their column.</param>
/// <param name="How">What was read: "thousands signs, currency".</param>
/// <param name="Count">Cells.</param>
/// <param name="From">One of them in the file.</param>
/// <param name="To">The same in history.csv.</param>
public sealed record CellChange(string Column, string How, long Count, string From, string To);
