using Finntelligence.Trees.Formats.MlNet.Reading.Columns;

namespace Finntelligence.Trees.Formats.MlNet.Reading.Steps;

/// <summary>Gives columns further names.</summary>
internal sealed class CopyStep : ColumnStep
{
    public override RecordKind Kind => StepKinds.Copy;

    public override string UserName => "CopyColumns";

    protected override Column Make(Column column, string input, int index, ref ByteCursor body, StepContext context) => column;
}
