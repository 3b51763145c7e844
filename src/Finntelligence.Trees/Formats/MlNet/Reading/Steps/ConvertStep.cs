using Finntelligence.Trees.Formats.MlNet.Reading.Columns;

namespace Finntelligence.Trees.Formats.MlNet.Reading.Steps;

/// <summary>Makes another number type of a column.</summary>
internal sealed class ConvertStep : IStep
{
    private const byte AsKey = 0x80;

    private static readonly ScalarMap ToSingle = new(value => (float)value);

    public RecordKind Kind => StepKinds.Convert;

    public string UserName => "ConvertType";

    public void Apply(Record record, StepContext context)
    {
        var body = record.Open();
        var outputs = new List<(string Name, Column Column)>();
        foreach (var (output, input) in ColumnPairs.Read(record, ref body))
            outputs.Add((output, context.Input(input)));
        for (var i = 0; i < outputs.Count; i++)
        {
            var kind = body.Byte();
            if ((kind & AsKey) != 0)
            {
                _ = body.UInt64();
                outputs[i] = outputs[i] with { Column = Column.Unknown("it was converted to a key by ConvertType; make it with MapValueToKey") };
            }
            else
            {
                outputs[i] = outputs[i] with { Column = Converted(outputs[i].Column, (ItemKind)kind) };
            }
        }

        body.ExpectEnd();
        foreach (var (name, column) in outputs)
            context.Columns.Set(name, column);
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
