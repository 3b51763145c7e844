using System.Collections.Immutable;
using Finntelligence.Trees.Formats.MlNet.Reading.Columns;
using Finntelligence.Trees.Formats.MlNet.Reading.Steps.Normalizers;

namespace Finntelligence.Trees.Formats.MlNet.Reading.Steps;

/// <summary>Scales each value of a column by a function of its own: NormalizeMinMax and its sisters.</summary>
internal sealed class NormalizeStep : IStep
{
    public RecordKind Kind => StepKinds.Normalize;

    public string UserName => "a normalizer";

    public void Apply(Record record, StepContext context)
    {
        var body = record.Open();
        var pairs = ColumnPairs.Read(record, ref body);
        var outputs = new List<(string Name, Column Column)>(pairs.Length);
        for (var i = 0; i < pairs.Length; i++)
        {
            var (isVector, kind) = (body.Byte() != 0, (ItemKind)body.Byte());
            if (isVector)
                _ = body.Int32Array("dimensions");
            outputs.Add((pairs[i].Output, Normalized(pairs[i].Input, kind, i, context)));
        }

        body.ExpectEnd();
        foreach (var (name, column) in outputs)
            context.Columns.Set(name, column);
    }

    private static Column Normalized(string input, ItemKind kind, int index, StepContext context)
    {
        var column = context.Input(input);
        if (column.Opaque is not null)
            return column;
        var name = FileText.Printable(input);
        if (column.Kind != kind || !kind.IsReal())
            throw context.Fault($"it was fitted on a '{name}' of {kind}, and the column is of {column.Kind}");
        var maps = NormalizerReader.Read(context, $"Normalizer_{index:000}", kind == ItemKind.Double);
        if (maps.Length != column.Slots.Length)
            throw context.Fault($"it has {maps.Length} functions for the {column.Slots.Length} slots of '{name}'");
        return column with { Slots = [.. column.Slots.Zip(maps, (slot, map) => slot.Then(map))] };
    }
}
