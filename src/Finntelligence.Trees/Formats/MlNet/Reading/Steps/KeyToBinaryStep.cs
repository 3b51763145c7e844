using System.Numerics;
using Finntelligence.Trees.Formats.MlNet.Reading.Columns;

namespace Finntelligence.Trees.Formats.MlNet.Reading.Steps;

/// <summary>Makes one slot of each bit of a key's number: OneHotEncoding of the kind Binary.</summary>
internal sealed class KeyToBinaryStep : ColumnStep
{
    public override RecordKind Kind => StepKinds.KeyToBinary;

    public override string UserName => "MapKeyToBinaryVector or OneHotEncoding";

    protected override Column Make(Column column, string input, int index, ref ByteCursor body, StepContext context)
    {
        if (column.Opaque is not null)
            return column;
        if (column.Kind != ItemKind.Key || column.Terms == 0)
            throw context.Fault($"'{FileText.Printable(input)}' is no key");
        // One bit more than the largest number needs, so that all ones can stand for a value that is no term.
        var bits = BitOperations.Log2((uint)column.Terms) + 2;
        if ((long)column.Slots.Length * bits > Limits.Features)
            throw context.Fault($"{column.Slots.Length} × {bits} slots; {Limits.Features} is the most that is read");
        var breaks = Enumerable.Range(1, column.Terms).Select(key => (double)key).ToArray();
        var slots = column.Slots.SelectMany(slot => Enumerable.Range(0, bits)
            .Select(bit => slot.Then(new ScalarMap(key => ((uint)((long)key - 1) >> (bits - 1 - bit)) & 1, [.. breaks]))));
        return new Column(ItemKind.Single, IsVector: true, [.. slots]);
    }
}
