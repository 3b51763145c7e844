using Finntelligence.Trees.Formats.MlNet.Reading.Columns;

namespace Finntelligence.Trees.Formats.MlNet.Reading.Steps;

/// <summary>Makes one slot of each term, 1 for the value's own and 0 for the others: the second half of OneHotEncoding.</summary>
internal sealed class KeyToVectorStep : ColumnStep
{
    public override RecordKind Kind => StepKinds.KeyToVector;

    public override string UserName => "MapKeyToVector or OneHotEncoding";

    protected override Column Make(Column column, string input, int index, ref ByteCursor body, StepContext context)
    {
        var counts = body.Byte() != 0;
        if (column.Opaque is not null)
            return column;
        if (column.Kind != ItemKind.Key)
            throw context.Fault($"'{FileText.Printable(input)}' is no key");
        if (counts && column.IsVector)
            return Column.Unknown("OneHotEncoding as a bag adds up several values; use the kind Indicator");
        if ((long)column.Slots.Length * column.Terms > Limits.Features)
            throw context.Fault($"{column.Slots.Length} × {column.Terms} slots; {Limits.Features} is the most that is read");
        var slots = column.Slots.SelectMany(slot => Enumerable.Range(1, column.Terms).Select(key => slot.Then(Indicator(key))));
        return new Column(ItemKind.Single, IsVector: true, [.. slots]);
    }

    private static ScalarMap Indicator(int key) => new(value => value == key ? 1 : 0, [key, key + 1]);
}
