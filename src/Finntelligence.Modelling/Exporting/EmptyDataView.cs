using Microsoft.ML;

namespace Finntelligence.Modelling.Exporting;

/// <summary>Columns without a row: all that a conversion asks of its data is the schema.</summary>
internal sealed class EmptyDataView(DataViewSchema schema) : IDataView
{
    public bool CanShuffle => false;

    public DataViewSchema Schema => schema;

    public long? GetRowCount() => 0;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) => throw NoRows();

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => throw NoRows();

    private static NotSupportedException NoRows() => new("A step of the pipeline asks for rows; a conversion has none.");
}
