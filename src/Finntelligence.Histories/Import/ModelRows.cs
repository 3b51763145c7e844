using System.Collections.Immutable;
using Finntelligence.Histories.Sources;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Products.Csv;
using Finntelligence.Lending.Products.Json;

namespace Finntelligence.Histories.Import;

/// <summary>
/// Looks at every row as training one model would: which rows count, what happened in them, and whether every cell that is then read can be.
/// So an import that says that all is well is not contradicted by a training.
/// </summary>
internal sealed class ModelRows
{
    private readonly ModelDefinition _model;
    private readonly ImportedRow _row;
    private readonly CellFaults _faults;
    private readonly Cell[] _filters;
    private readonly Cell[] _label;
    private readonly Cell[] _inputs;
    private readonly Cell? _weight;
    private readonly string? _time;
    private long _rows;
    private long _events;

    public ModelRows(ProductDefinition product, ModelDefinition model, ImportedRow row, CellFaults faults)
    {
        (_model, _row, _faults) = (model, row, faults);
        var path = model.Kind == ModelKind.Risk ? "models.risk" : "models.acceptance";
        _filters = [.. model.Filters.Where(f => !f.Test.IsText).Select((f, i) => new Cell(SourceColumn.Plain(f.Column), $"{path}.filters[{i}] of product.json needs a number"))];
        _label = model.Label.Event is { } test
            ? test.IsText ? [] : [Plain(model.Label.Column)]
            : [Plain(model.Label.Column), .. model.Label.DividedBy is { } divisor ? [Plain(divisor)] : Array.Empty<Cell>()];
        _inputs =
        [
            .. product.Applicant.Select((f, i) => (Feature: f, Path: $"applicant[{i}].source"))
                .Where(f => f.Feature.Kind != ApplicantFeatureKind.Category)
                .Select(f => new Cell(f.Feature.Source, $"is no number: say what it stands for in {f.Path}.map of product.json, or list it in {f.Path}.missing")),
            .. model.OfferColumns.OrderBy(c => c.Key).SelectMany(c => Offer(c.Value, $"{path}.offerColumns.{OfferVariableNames.Of(c.Key)}")),
        ];

        _time = product.History.Time;
        _weight = model.Weight is { } weight ? new Cell(weight, $"is no number of 0 or more, which {path}.weight of product.json needs") : null;

        static IEnumerable<Cell> Offer(SourceColumn source, string member) =>
        [
            new Cell(source, $"is no number, which {member} of product.json needs"),
            .. source.Reference is { } reference ? [new Cell(reference, $"is no number, which {member}.reference of product.json needs")] : Array.Empty<Cell>(),
        ];

        Cell Plain(string column) => new(SourceColumn.Plain(column), $"is no number, which {path}.label of product.json needs");
    }

    /// <summary>One for each model that learns.</summary>
    public static ModelRows[] Of(ProductDefinition product, ImportedRow row, CellFaults faults) =>
        [.. new[] { product.Acceptance, product.Risk }.Where(m => m.Declared is null).Select(m => new ModelRows(product, m, row, faults))];

    /// <summary>Names the columns that the product needs and the table lacks; none if all are there.</summary>
    public static void Require(ProductDefinition product, IReadOnlyList<string> columns, CellFaults faults)
    {
        var absent = new[] { product.Acceptance, product.Risk }.SelectMany(m => RowSelector.Columns(product, m))
            .Concat(product.Economics.RecordedMargin is { } margin ? [margin.Column] : Array.Empty<string>())
            .Concat(product.History.Time is { } time ? [time] : Array.Empty<string>())
            .Distinct(StringComparer.Ordinal).Except(columns, StringComparer.Ordinal);
        foreach (var column in absent)
            faults.AddRow($"There is no column {column}, which the product needs.{NearestName.Hint(column, columns)}");
    }

    /// <summary>Looks at the row.</summary>
    public void Add()
    {
        // Every row has a fold, whatever model counts it.
        if (_time is { } time && !RowTimes.CanRead(_row.Text(time)))
            _faults.Add(_row.Place, time, _row.Original(time), "is no date, which history.time of product.json needs: say its format in history.dates");
        if (!CanRead(_filters) || !RowSelector.Counts(_model, _row) || !CanRead(_label) || RowSelector.Label(_model.Label, _row) is not { } label)
            return;
        if (_weight is { } weight && !Counts(weight, out var isZero))
        {
            if (!isZero)
                _faults.Add(_row.Place, weight.Source.Column, _row.Original(weight.Source.Column), weight.Fault);
            return;
        }

        CanRead(_inputs);
        _rows++;
        _events += (long)label;
    }

    // A row that stands for none is left out, as training leaves it out.
    private bool Counts(Cell weight, out bool isZero)
    {
        var number = HistoryNumber.Read(weight.Source, _row.Text(weight.Source.Column)) ?? double.NaN;
        isZero = number == 0;
        return number > 0;
    }

    public LabelSummary Summary() => new(_model.Kind == ModelKind.Risk ? "default" : "take-up", _rows, _events);

    private bool CanRead(Cell[] cells)
    {
        var canRead = true;
        foreach (var cell in cells)
        {
            var text = _row.Text(cell.Source.Column);
            if (cell.Source.CanRead(text))
                continue;
            canRead = false;
            _faults.Add(_row.Place, cell.Source.Column, _row.Original(cell.Source.Column), cell.Fault);
        }

        return canRead;
    }

    private sealed record Cell(SourceColumn Source, string Fault);
}

/// <summary>The row that is being imported, as history.csv will have it.</summary>
internal sealed class ImportedRow(IReadOnlyList<string> columns, string[] cells, string[] originals) : IHistoryRow
{
    private readonly Dictionary<string, int> _positions = columns.Select((name, i) => (name, i)).ToDictionary(c => c.name, c => c.i, StringComparer.Ordinal);

    /// <summary>Where it stands in the lender's file.</summary>
    public string Place { get; set; } = "";

    public string Text(string column) => cells[_positions[column]];

    /// <summary>A cell as the lender's file has it.</summary>
    public string Original(string column) => originals[_positions[column]];

    public double Number(string column) => Number(SourceColumn.Plain(column));

    public double Number(SourceColumn source) =>
        HistoryNumber.Read(source, this, out var unreadable) is var number && unreadable is null ? number : throw new InvalidHistoryException($"{Place}: not a number.");
}
