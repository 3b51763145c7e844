using Finntelligence.Trees.Learning;
using Finntelligence.Trees.Storage;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Finntelligence.Trees.Training;

/// <summary>
/// Rows in memory as ML.NET reads them: one named column of single floats for each value of a row, and where there are labels and
/// weights a column each. Nothing is copied. ML.NET's own view of memory, <c>LoadFromEnumerable</c>, wants a class with a property
/// for every column, which a product that is declared in a file cannot have.
/// </summary>
public sealed class ColumnsView : IDataView
{
    private readonly RowValues _values;
    private readonly float[]? _labels;
    private readonly float[]? _weights;
    private readonly int[]? _rows;
    private readonly int _features;

    /// <summary>A view of arrays that must not change afterwards.</summary>
    /// <param name="names">Of the columns, in the order of a row's values. A column of the label or the weight must not bear one of them.</param>
    /// <param name="values">Rows one after the other, row-major; NaN is missing.</param>
    /// <param name="labels">0 or 1, one per row; null for a view without a label.</param>
    /// <param name="weights">One per row; null for a view without weights.</param>
    /// <param name="rows">Indices of the rows to show, in their order; null for all.</param>
    /// <param name="labelName">Name of the Boolean column of the label.</param>
    /// <param name="weightName">Name of the column of the weight.</param>
    /// <exception cref="ArgumentException">Lengths disagree, a name is used twice, or an index is out of range.</exception>
    public ColumnsView(
        IReadOnlyList<string> names,
        float[] values,
        float[]? labels = null,
        float[]? weights = null,
        int[]? rows = null,
        string labelName = "Label",
        string weightName = "Weight")
        : this(names, Rows(names, values), labels, weights, rows, labelName, weightName)
    {
    }

    /// <summary>A view of rows wherever they lie.</summary>
    /// <inheritdoc cref="ColumnsView(IReadOnlyList{string}, float[], float[], float[], int[], string, string)"/>
    public ColumnsView(
        IReadOnlyList<string> names,
        RowValues values,
        float[]? labels = null,
        float[]? weights = null,
        int[]? rows = null,
        string labelName = "Label",
        string weightName = "Weight")
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(values);
        if (names.Count != values.Width)
            throw new ArgumentException($"Rows of {values.Width} values have no {names.Count} columns.", nameof(values));
        var count = values.Count;
        if (labels is not null && labels.Length != count)
            throw new ArgumentException($"There are {labels.Length} labels for {count} rows.", nameof(labels));
        if (weights is not null && weights.Length != count)
            throw new ArgumentException($"There are {weights.Length} weights for {count} rows.", nameof(weights));
        if (rows is not null && Array.FindIndex(rows, row => (uint)row >= (uint)count) is >= 0 and var outside)
            throw new ArgumentException($"There is no row {rows[outside]} among {count}.", nameof(rows));

        (_values, _labels, _weights, _rows, _features) = (values, labels, weights, rows, names.Count);
        Count = rows?.Length ?? count;
        string[] all = [.. names, .. labels is null ? [] : new[] { labelName }, .. weights is null ? [] : new[] { weightName }];
        if (all.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new ArgumentException($"Two columns are named '{twice.Key}'.", nameof(names));
        var schema = new DataViewSchema.Builder();
        foreach (var name in names)
            schema.AddColumn(name, NumberDataViewType.Single);
        if (labels is not null)
            schema.AddColumn(labelName, BooleanDataViewType.Instance);
        if (weights is not null)
            schema.AddColumn(weightName, NumberDataViewType.Single);
        Schema = schema.ToSchema();
    }

    /// <summary>All rows of a learner's, under their features' names.</summary>
    public static ColumnsView Of(LabeledRows rows, string labelName = "Label", string weightName = "Weight")
    {
        ArgumentNullException.ThrowIfNull(rows);
        return new ColumnsView([.. rows.Features.Select(f => f.Name)], rows.Values, rows.Labels, rows.Weights, null, labelName, weightName);
    }

    /// <summary>Number of rows shown.</summary>
    public int Count { get; }

    /// <inheritdoc/>
    public DataViewSchema Schema { get; }

    /// <inheritdoc/>
    public bool CanShuffle => true;

    /// <inheritdoc/>
    public long? GetRowCount() => Count;

    /// <inheritdoc/>
    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var active = new bool[Schema.Count];
        foreach (var column in columnsNeeded)
            active[column.Index] = true;
        return new Cursor(this, active, rand is null ? null : Shuffled(rand));
    }

    private static RowValues Rows(IReadOnlyList<string> names, float[] values)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(values);
        if (names.Count == 0 || values.Length % names.Count != 0)
            throw new ArgumentException($"{values.Length} values are no rows of {names.Count} columns.", nameof(values));
        return new RowValues(values, names.Count);
    }

    /// <summary>One cursor: reading memory is not worth a second thread.</summary>
    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];

    private int[] Shuffled(Random random)
    {
        int[] order = [.. Enumerable.Range(0, Count)];
        random.Shuffle(order);
        return order;
    }

    // Each cursor has a place of its own and reads what never changes, so any number of them may run side by side.
    private sealed class Cursor(ColumnsView view, bool[] active, int[]? order) : DataViewRowCursor
    {
        private long _position = -1;

        public override long Position => _position;

        public override long Batch => 0;

        public override DataViewSchema Schema => view.Schema;

        private int Place => _position < 0
            ? throw new InvalidOperationException("The cursor is not on a row.")
            : order is null ? (int)_position : order[_position];

        private int Row => view._rows is null ? Place : view._rows[Place];

        public override bool IsColumnActive(DataViewSchema.Column column) => active[column.Index];

        public override bool MoveNext()
        {
            // ML.NET's contract: after the last row the position is -1 again, and stays.
            if (_position == Finished || ++_position < view.Count)
                return _position != Finished;
            _position = Finished;
            return false;
        }

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new DataViewRowId((ulong)Row, 0);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            if (!IsColumnActive(column))
                throw new ArgumentOutOfRangeException(nameof(column), $"The column '{column.Name}' was not asked for.");
            var index = column.Index;
            var isLabel = view._labels is not null && index == view._features;
            Delegate getter = isLabel ? (ValueGetter<bool>)((ref bool value) => value = view._labels![Row] == 1)
                : index < view._features ? (ValueGetter<float>)((ref float value) => value = view._values.Row(Row)[index])
                : (ValueGetter<float>)((ref float value) => value = view._weights![Row]);
            return getter as ValueGetter<TValue>
                ?? throw new InvalidOperationException($"The column '{column.Name}' holds {column.Type}, not {typeof(TValue).Name}.");
        }

        private const long Finished = -2;
    }
}
