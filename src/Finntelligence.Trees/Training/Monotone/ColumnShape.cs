using Microsoft.ML;
using Microsoft.ML.Data;

namespace Finntelligence.Trees.Training.Monotone;

/// <summary>A column's type, as a pipeline's shape or the schema of data tells it.</summary>
/// <param name="Name">The column.</param>
/// <param name="Kind">One value, a vector of known size, or one of any size.</param>
/// <param name="Item">Type of a value.</param>
/// <param name="IsKey">Whether the values are keys, which are no numbers.</param>
/// <param name="Type">The type in words.</param>
internal sealed record ColumnShape(string Name, SchemaShape.Column.VectorKind Kind, DataViewType Item, bool IsKey, string Type)
{
    /// <summary>Whether the values are float32.</summary>
    public bool IsSingle => !IsKey && Item.Equals(NumberDataViewType.Single);

    /// <summary>Whether the column holds one value of a type a row.</summary>
    public bool IsScalar(DataViewType type) => Kind == SchemaShape.Column.VectorKind.Scalar && !IsKey && Item.Equals(type);

    public static ColumnShape Of(SchemaShape.Column column)
    {
        var item = column.IsKey ? $"Key<{column.ItemType}>" : $"{column.ItemType}";
        var type = column.Kind switch
        {
            SchemaShape.Column.VectorKind.Scalar => item,
            SchemaShape.Column.VectorKind.Vector => $"Vector<{item}>",
            _ => $"Vector<{item}> of unknown size",
        };
        return new ColumnShape(column.Name, column.Kind, column.ItemType, column.IsKey, type);
    }

    public static ColumnShape Of(DataViewSchema.Column column)
    {
        var vector = column.Type as VectorDataViewType;
        var item = vector?.ItemType ?? column.Type;
        var kind = vector switch
        {
            null => SchemaShape.Column.VectorKind.Scalar,
            { IsKnownSize: true } => SchemaShape.Column.VectorKind.Vector,
            _ => SchemaShape.Column.VectorKind.VariableVector,
        };
        var type = kind == SchemaShape.Column.VectorKind.VariableVector ? $"{column.Type} of unknown size" : $"{column.Type}";
        return new ColumnShape(column.Name, kind, item, item is KeyDataViewType, type);
    }
}
