using Finntelligence.Trees.Formats.MlNet.Reading.Columns;

namespace Finntelligence.Trees.Formats.MlNet.Reading.Steps;

/// <summary>Gives keys their values back. It mostly stands after a model, for labels; a column the trees read is not followed through it.</summary>
internal sealed class KeyToValueStep : IStep
{
    public RecordKind Kind => StepKinds.KeyToValue;

    public string UserName => "MapKeyToValue";

    public void Apply(Record record, StepContext context)
    {
        var body = record.Open();
        var pairs = ColumnPairs.Read(record, ref body);
        body.ExpectEnd();
        foreach (var (output, input) in pairs)
        {
            _ = context.Input(input);
            context.Columns.Set(output, Column.Unknown("MapKeyToValue made it; let the trees read the column it was made of"));
        }
    }
}
