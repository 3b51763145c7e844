using Finntelligence.Trees.Formats.MlNet.Reading.Columns;

namespace Finntelligence.Trees.Formats.MlNet.Reading.Steps;

/// <summary>Tells for each value whether it is missing.</summary>
internal sealed class IndicateMissingStep : IStep
{
    private static readonly ScalarMap Missing = new(value => double.IsNaN(value) ? 1 : 0);

    public RecordKind Kind => StepKinds.IndicateMissing;

    public string UserName => "IndicateMissingValues";

    public void Apply(Record record, StepContext context)
    {
        var body = record.Open();
        var pairs = ColumnPairs.Read(record, ref body);
        body.ExpectEnd();
        var columns = pairs.Select(pair => Indicators(context.Input(pair.Input), pair.Input, context)).ToList();
        foreach (var (pair, column) in pairs.Zip(columns))
            context.Columns.Set(pair.Output, column);
    }

    private static Column Indicators(Column column, string name, StepContext context)
    {
        if (column.Opaque is not null)
            return column;
        if (!column.Kind.IsReal())
            throw context.Fault($"'{FileText.Printable(name)}' holds no floats, so it has no missing values");
        return new Column(ItemKind.Boolean, column.IsVector, [.. column.Slots.Select(slot => slot.Then(Missing))]);
    }
}
