using Finntelligence.Trees.Formats.MlNet.Reading.Columns;

namespace Finntelligence.Trees.Formats.MlNet.Reading.Steps;

/// <summary>Makes another number type of a column.</summary>
internal sealed class ConvertStep : ColumnStep
{
    private const byte AsKey = 0x80;

    private static readonly ScalarMap ToSingle = new(value => (float)value);

    public override RecordKind Kind => StepKinds.Convert;

    public override string UserName => "ConvertType";

    protected override Column Make(Column column, string input, int index, ref ByteCursor body, StepContext context)
    {
        var kind = body.Byte();
        if ((kind & AsKey) == 0)
            return Converted(column, (ItemKind)kind);
        _ = body.UInt64();
        return Column.Unknown("it was converted to a key by ConvertType; make it with MapValueToKey");
    }

    private static Column Converted(Column column, ItemKind to)
    {
        if (column.Opaque is not null || column.Kind == to)
            return column;
        var from = column.Kind;
        var converts = to switch
        {
            ItemKind.Single => from is ItemKind.Double or ItemKind.Boolean || from.IsInteger(),
            ItemKind.Double => from is ItemKind.Single or ItemKind.Boolean || from.IsInteger(),
            // Every number a smaller integer, a truth or a key can be is one of a larger integer too.
            _ when to.IsInteger() => from == ItemKind.Boolean
                || (from.IsInteger() && to > from && (from.IsUnsigned() || !to.IsUnsigned()))
                || (from == ItemKind.Key && to.IsUnsigned()),
            _ => false,
        };
        if (!converts)
            return Column.Unknown($"it was converted from {from} to {to} by ConvertType, which cannot be followed");
        return new Column(to, column.IsVector, to == ItemKind.Single ? [.. column.Slots.Select(slot => slot.Then(ToSingle))] : column.Slots);
    }
}
