using Finntelligence.Trees.Formats.MlNet.Reading.Columns;

namespace Finntelligence.Trees.Formats.MlNet.Reading.Steps;

/// <summary>A step that makes each of its output columns of one input column. Its record says which, and then perhaps more of each.</summary>
internal abstract class ColumnStep : IStep
{
    public abstract RecordKind Kind { get; }

    public abstract string UserName { get; }

    public void Apply(Record record, StepContext context)
    {
        var body = record.Open();
        var pairs = ColumnPairs.Read(record, ref body);
        var outputs = new List<(string Name, Column Column)>(pairs.Length);
        foreach (var (output, input) in pairs)
            outputs.Add((output, Make(context.Input(input), input, outputs.Count, ref body, context)));
        body.ExpectEnd();
        foreach (var (name, column) in outputs)
            context.Columns.Set(name, column);
    }

    /// <summary>Makes one output column.</summary>
    /// <param name="column">The input.</param>
    /// <param name="input">Its name.</param>
    /// <param name="index">Of the pair, from 0.</param>
    /// <param name="body">Where the record goes on; to be read as far as it speaks of this pair.</param>
    /// <param name="context">Where the step stands.</param>
    protected abstract Column Make(Column column, string input, int index, ref ByteCursor body, StepContext context);
}
