using Finntelligence.Trees.Formats.MlNet.Reading.Columns;

namespace Finntelligence.Trees.Formats.MlNet.Reading.Steps;

/// <summary>Gives keys their values back. It mostly stands after a model, for labels; a column the trees read is not followed through it.</summary>
internal sealed class KeyToValueStep : ColumnStep
{
    public override RecordKind Kind => StepKinds.KeyToValue;

    public override string UserName => "MapKeyToValue";

    protected override Column Make(Column column, string input, int index, ref ByteCursor body, StepContext context) =>
        Column.Unknown("MapKeyToValue made it; let the trees read the column it was made of");
}
