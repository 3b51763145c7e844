using System.Globalization;
using Finntelligence.Histories.Sources;
using Finntelligence.Lending.Products;

namespace Finntelligence.Histories.Import;

/// <summary>Counts one model's label as the product defines it.</summary>
internal sealed class LabelCount
{
    private readonly string _name;
    private readonly int _column;
    private readonly int _divisor = -1;
    private readonly double _above;
    private readonly (int Column, double Value)[] _filters;
    private long _rows;
    private long _events;

    /// <summary>Finds the columns.</summary>
    /// <exception cref="InvalidSourceException">A column is not there.</exception>
    public LabelCount(ModelDefinition model, TableColumns columns)
    {
        _name = model.Kind == ModelKind.Risk ? "default" : "take-up";
        string user = $"the product's label of {_name}";
        _column = columns.Index(model.Label.Column, user);
        if (model.Label.DividedBy is { } divisor)
            _divisor = columns.Index(divisor, user);
        _above = (double)model.Label.Above;
        _filters = [.. model.Filters.Select(f => (columns.Index(f.Column, user), (double)f.EqualTo))];
    }

    public void Add(TableColumns columns, string[] cells)
    {
        foreach ((int column, double value) in _filters)
        {
            if (!double.TryParse(cells[column], NumberStyles.Float, CultureInfo.InvariantCulture, out double found) || found != value)
                return;
        }
        if (cells[_column].Length == 0 || (_divisor >= 0 && cells[_divisor].Length == 0))
            return;
        double divisor = _divisor >= 0 ? columns.Number(cells, _divisor) : 1;
        _rows++;
        _events += columns.Number(cells, _column) / divisor > _above ? 1 : 0;
    }

    public LabelSummary Summary() => new(_name, _rows, _events);
}
