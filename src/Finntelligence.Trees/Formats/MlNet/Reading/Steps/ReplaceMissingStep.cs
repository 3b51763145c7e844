using System.Collections.Immutable;
using Finntelligence.Trees.Formats.MlNet.Reading.Columns;

namespace Finntelligence.Trees.Formats.MlNet.Reading.Steps;

/// <summary>Puts a fixed number in the place of a missing value: one for the column, or one for each slot of a vector.</summary>
internal sealed class ReplaceMissingStep : IStep
{
    public RecordKind Kind => StepKinds.ReplaceMissing;

    public string UserName => "ReplaceMissingValues";

    public void Apply(Record record, StepContext context)
    {
        var body = record.Open();
        var outputs = new List<(string Name, Column Column)>();
        foreach (var (output, input) in ColumnPairs.Read(record, ref body))
        {
            var value = TypedValue.Read(ref body);
            var column = context.Input(input);
            if (column.Opaque is null && (column.Kind != value.Kind || !value.Kind.IsReal()))
                throw body.Fault($"the replacement for '{FileText.Printable(input)}' is of another type than the column");
            if (column.Opaque is null && value.Numbers.Length != 1 && value.Numbers.Length != column.Slots.Length)
                throw body.Fault($"{value.Numbers.Length} replacements for the {column.Slots.Length} slots of '{FileText.Printable(input)}'");
            outputs.Add((output, column with { Slots = [.. column.Slots.Select((slot, s) => slot.Then(Map(value.At(s))))] }));
        }

        body.ExpectEnd();
        foreach (var (name, column) in outputs)
            context.Columns.Set(name, column);
    }

    private static ScalarMap Map(double replacement) => new(value => double.IsNaN(value) ? replacement : value);
}
