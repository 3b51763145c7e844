using Finntelligence.Trees.Formats.MlNet.Reading.Columns;

namespace Finntelligence.Trees.Formats.MlNet.Reading.Steps;

/// <summary>Tells for each value whether it is missing.</summary>
internal sealed class IndicateMissingStep : ColumnStep
{
    private static readonly ScalarMap Missing = new(value => double.IsNaN(value) ? 1 : 0);

    public override RecordKind Kind => StepKinds.IndicateMissing;

    public override string UserName => "IndicateMissingValues";

    protected override Column Make(Column column, string input, int index, ref ByteCursor body, StepContext context)
    {
        if (column.Opaque is not null)
            return column;
        if (!column.Kind.IsReal())
            throw context.Fault($"'{FileText.Printable(input)}' holds no floats, so it has no missing values");
        return new Column(ItemKind.Boolean, column.IsVector, [.. column.Slots.Select(slot => slot.Then(Missing))]);
    }
}
