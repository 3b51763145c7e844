using System.Collections.Immutable;
using Finntelligence.Trees.Formats.MlNet.Reading.Columns;
using Finntelligence.Trees.Formats.MlNet.Reading.Steps.Normalizers;

namespace Finntelligence.Trees.Formats.MlNet.Reading.Steps;

/// <summary>Scales each value of a column by a function of its own: NormalizeMinMax and its sisters.</summary>
internal sealed class NormalizeStep : ColumnStep
{
    public override RecordKind Kind => StepKinds.Normalize;

    public override string UserName => "a normalizer";

    protected override Column Make(Column column, string input, int index, ref ByteCursor body, StepContext context)
    {
        var (isVector, kind) = (body.Byte() != 0, (ItemKind)body.Byte());
        if (isVector)
            _ = body.Int32Array("dimensions");
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
