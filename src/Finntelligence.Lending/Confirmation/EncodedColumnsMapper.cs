using Microsoft.ML;
using Microsoft.ML.Data;

namespace Finntelligence.Lending.Confirmation;

/// <summary>Splits the vector of one row; see <see cref="EncodedColumns"/>.</summary>
/// <param name="input">Schema of an <see cref="EncodedRow"/>.</param>
/// <param name="output">The columns; the first of them are the slots of the vector.</param>
/// <param name="slots">Length of the vector.</param>
internal sealed class EncodedColumnsMapper(DataViewSchema input, DataViewSchema output, int slots) : IRowToRowMapper
{
    public DataViewSchema InputSchema => input;

    public DataViewSchema OutputSchema => output;

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns) =>
        dependingColumns.Any(c => c.Index < slots) ? [Vector] : [];

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns) => new Row(this, input, slots);

    private DataViewSchema.Column Vector => input[nameof(EncodedRow.Values)];

    private sealed class Row(EncodedColumnsMapper mapper, DataViewRow input, int slots) : DataViewRow
    {
        public override DataViewSchema Schema => mapper.OutputSchema;

        public override long Position => input.Position;

        public override long Batch => input.Batch;

        public override bool IsColumnActive(DataViewSchema.Column column) => true;

        public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            if (column.Index >= slots)
                return (ref TValue _) => throw new InvalidOperationException($"It reads the column '{column.Name}', which is none of its features.");
            var vector = input.GetGetter<VBuffer<float>>(mapper.Vector);
            var (slot, values) = (column.Index, default(VBuffer<float>));
            ValueGetter<float> getter = (ref float value) =>
            {
                vector(ref values);
                value = values.GetValues()[slot];
            };
            return getter as ValueGetter<TValue>
                ?? throw new InvalidOperationException($"The column '{column.Name}' holds float32, not {typeof(TValue).Name}.");
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                input.Dispose();
            base.Dispose(disposing);
        }
    }
}
