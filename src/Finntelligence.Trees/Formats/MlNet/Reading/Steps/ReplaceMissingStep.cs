using System.Collections.Immutable;
using Finntelligence.Trees.Formats.MlNet.Reading.Columns;

namespace Finntelligence.Trees.Formats.MlNet.Reading.Steps;

/// <summary>Puts a fixed number in the place of a missing value: one for the column, or one for each slot of a vector.</summary>
internal sealed class ReplaceMissingStep : ColumnStep
{
    public override RecordKind Kind => StepKinds.ReplaceMissing;

    public override string UserName => "ReplaceMissingValues";

    protected override Column Make(Column column, string input, int index, ref ByteCursor body, StepContext context)
    {
        var value = TypedValue.Read(ref body);
        if (column.Opaque is null && (column.Kind != value.Kind || !value.Kind.IsReal()))
            throw body.Fault($"the replacement for '{FileText.Printable(input)}' is of another type than the column");
        if (column.Opaque is null && value.Numbers.Length != 1 && value.Numbers.Length != column.Slots.Length)
            throw body.Fault($"{value.Numbers.Length} replacements for the {column.Slots.Length} slots of '{FileText.Printable(input)}'");
        return column with { Slots = [.. column.Slots.Select((slot, s) => slot.Then(Map(value.At(s))))] };
    }

    private static ScalarMap Map(double replacement) => new(value => double.IsNaN(value) ? replacement : value);
}
