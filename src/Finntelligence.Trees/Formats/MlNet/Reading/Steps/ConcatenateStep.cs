using System.Collections.Immutable;
using Finntelligence.Trees.Formats.MlNet.Reading.Columns;

namespace Finntelligence.Trees.Formats.MlNet.Reading.Steps;

/// <summary>Makes vectors of columns, which may be vectors themselves.</summary>
internal sealed class ConcatenateStep : IStep
{
    private const int NoString = -1;

    public RecordKind Kind => RecordKind.Concatenate;

    public string UserName => "Concatenate";

    public void Apply(Record record, StepContext context)
    {
        var body = record.Open();
        var count = body.Count("output columns", 2 * sizeof(int));
        if (count == 0)
            throw body.Fault("0 output columns; at least one is needed");
        var outputs = new List<(string Name, Column Column)>(count);
        for (var i = 0; i < count; i++)
            outputs.Add((record.Text(body, body.Int32()), Concatenated(ReadSources(record, ref body), context)));
        body.ExpectEnd();
        foreach (var (name, column) in outputs)
            context.Columns.Set(name, column);
    }

    private static List<string> ReadSources(Record record, ref ByteCursor body)
    {
        var count = body.Count("source columns", 2 * sizeof(int));
        if (count is 0 or > Limits.Features)
            throw body.Fault($"{count} source columns; 1 to {Limits.Features} are supported");
        var sources = new List<string>(count);
        for (var i = 0; i < count; i++)
        {
            sources.Add(record.Text(body, body.Int32()));
            var alias = body.Int32();
            if (alias != NoString)
                _ = record.Text(body, alias);
        }

        return sources;
    }

    private static Column Concatenated(List<string> names, StepContext context)
    {
        var sources = names.ConvertAll(name => (Name: name, Column: context.Input(name)));
        if (sources.Find(s => s.Column.Opaque is not null) is { Column: not null } opaque)
            return Column.Unknown($"its source '{FileText.Printable(opaque.Name)}' cannot be followed: {opaque.Column.Opaque}");
        var kind = sources[0].Column.Kind;
        if (sources.Exists(s => s.Column.Kind != kind))
            throw context.Fault("the source columns are of different types");
        var width = sources.Sum(s => (long)s.Column.Slots.Length);
        if (width > Limits.Features)
            throw context.Fault($"{width} slots; {Limits.Features} is the most that is read");
        return new Column(kind, IsVector: true, [.. sources.SelectMany(s => s.Column.Slots)]);
    }
}
