using System.Collections.Immutable;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Finntelligence.Lending.Confirmation;

/// <summary>
/// Stands before a model that ML.NET loaded and gives it its named float columns from the vector of an <see cref="EncodedRow"/>: a
/// product's columns come from its definition, so no class can have a member for each.
/// </summary>
/// <param name="features">Names of the vector's slots.</param>
/// <param name="inputs">What the model was saved to read; columns of it that are no feature, such as a label, are there and cannot be read.</param>
internal sealed class EncodedColumns(ImmutableArray<string> features, DataViewSchema inputs) : ITransformer
{
    private readonly ImmutableArray<(string Name, DataViewType Type)> _others =
        [.. inputs.Where(c => !features.Contains(c.Name)).Select(c => (c.Name, c.Type)).DistinctBy(c => c.Name)];

    public bool IsRowToRowMapper => true;

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => OutputSchema();

    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => new EncodedColumnsMapper(inputSchema, OutputSchema(), features.Length);

    public IDataView Transform(IDataView input) => throw new NotSupportedException("Only single rows are asked about.");

    public void Save(ModelSaveContext ctx) => throw new NotSupportedException("The model is saved without the columns before it.");

    private DataViewSchema OutputSchema()
    {
        var schema = new DataViewSchema.Builder();
        foreach (var name in features)
            schema.AddColumn(name, NumberDataViewType.Single);
        foreach (var (name, type) in _others)
            schema.AddColumn(name, type);
        return schema.ToSchema();
    }
}
