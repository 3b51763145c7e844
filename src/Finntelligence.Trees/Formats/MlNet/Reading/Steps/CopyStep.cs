namespace Finntelligence.Trees.Formats.MlNet.Reading.Steps;

/// <summary>Gives columns further names.</summary>
internal sealed class CopyStep : IStep
{
    public RecordKind Kind => StepKinds.Copy;

    public string UserName => "CopyColumns";

    public void Apply(Record record, StepContext context)
    {
        var body = record.Open();
        var pairs = ColumnPairs.Read(record, ref body);
        body.ExpectEnd();
        var columns = pairs.Select(pair => context.Input(pair.Input)).ToList();
        foreach (var (pair, column) in pairs.Zip(columns))
            context.Columns.Set(pair.Output, column);
    }
}
