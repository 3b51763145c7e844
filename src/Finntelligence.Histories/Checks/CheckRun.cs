using System.Globalization;
using System.Text.Json;
using Finntelligence.Histories.Sources;

namespace Finntelligence.Histories.Checks;

/// <summary>A figure found and what was expected.</summary>
public sealed record CheckResult(string Figure, double Expected, double Tolerance, double Found)
{
    /// <summary>A figure that cannot be computed (no rows) fails.</summary>
    public bool Passed => Math.Abs(Found - Expected) <= Tolerance;
}

/// <summary>One check while rows go by.</summary>
internal sealed class CheckRun
{
    private readonly CheckDefinition _definition;
    private readonly Condition[] _where;
    private readonly int _column = -1;
    private readonly int _divisor = -1;
    private readonly HashSet<string> _distinct = new(StringComparer.Ordinal);
    private long _rows;
    private long _missing;
    private long _values;
    private long _above;
    private double _sum;
    private double _minimum = double.PositiveInfinity;
    private double _maximum = double.NegativeInfinity;

    /// <summary>Finds the columns.</summary>
    /// <exception cref="InvalidSourceException">A column is not there.</exception>
    public CheckRun(CheckDefinition definition, TableColumns columns)
    {
        _definition = definition;
        string user = $"the check of {definition.Figure}";
        _where = [.. definition.Where.Select(w => Condition.Of(columns.Index(w.Key, user), w.Value))];
        if (definition.Column is { } column)
            _column = columns.Index(column, user);
        if (definition.DividedBy is { } divisor)
            _divisor = columns.Index(divisor, user);
    }

    public void Add(TableColumns columns, string[] cells)
    {
        foreach (Condition condition in _where)
        {
            if (!condition.Holds(cells))
                return;
        }
        _rows++;
        if (_column >= 0)
            Measure(columns, cells);
    }

    public CheckResult Result() => new(_definition.Figure, _definition.Expected, _definition.Tolerance, _definition.Measure switch
    {
        Checks.Measure.Rows => _rows,
        Checks.Measure.Missing => _missing,
        Checks.Measure.Distinct => _distinct.Count,
        Checks.Measure.Mean => _sum / _values,
        Checks.Measure.Minimum => _minimum,
        Checks.Measure.Maximum => _maximum,
        Checks.Measure.ShareAbove => (double)_above / _values,
        _ => throw new InvalidOperationException($"No measure {_definition.Measure}."),
    });

    private void Measure(TableColumns columns, string[] cells)
    {
        if (cells[_column].Length == 0 || (_divisor >= 0 && cells[_divisor].Length == 0))
        {
            _missing++;
            return;
        }
        if (_definition.Measure == Checks.Measure.Distinct)
            _distinct.Add(cells[_column]);
        if (_definition.Measure is Checks.Measure.Missing or Checks.Measure.Distinct)
            return;
        double value = columns.Number(cells, _column) / (_divisor >= 0 ? columns.Number(cells, _divisor) : 1);
        _values++;
        _sum += value;
        _above += value > _definition.Above ? 1 : 0;
        _minimum = Math.Min(_minimum, value);
        _maximum = Math.Max(_maximum, value);
    }

    private readonly record struct Condition(int Column, string? Text, double Number)
    {
        public static Condition Of(int column, JsonElement value) => value.ValueKind switch
        {
            JsonValueKind.Number => new(column, null, value.GetDouble()),
            JsonValueKind.String => new(column, value.GetString(), double.NaN),
            _ => new(column, "", double.NaN),
        };

        public bool Holds(string[] cells) => Text is { } text
            ? string.Equals(cells[Column], text, StringComparison.Ordinal)
            : double.TryParse(cells[Column], NumberStyles.Float, CultureInfo.InvariantCulture, out double found) && found == Number;
    }
}
