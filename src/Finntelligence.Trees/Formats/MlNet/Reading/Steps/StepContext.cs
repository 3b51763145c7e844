using Finntelligence.Trees.Formats.MlNet.Reading.Columns;

namespace Finntelligence.Trees.Formats.MlNet.Reading.Steps;

/// <summary>Where a step stands: what it may read of the zip, and the columns it changes.</summary>
/// <param name="Members">The zip.</param>
/// <param name="Folder">The step's own folder in it.</param>
/// <param name="Name">The step in messages: its place in the chain and what a user calls it.</param>
/// <param name="Columns">The columns before the step, and after it those it leaves.</param>
internal sealed record StepContext(IModelMembers Members, string Folder, string Name, ColumnGraph Columns)
{
    /// <summary>Reads a record below the step's folder.</summary>
    public Record Read(string folder, RecordKind kind)
    {
        var path = $"{Folder}/{folder}/Model.key";
        return Record.Parse(kind with { Path = path }, Members.Read(path));
    }

    /// <summary>A column that the step reads.</summary>
    /// <exception cref="InvalidModelFileException">There is no such column.</exception>
    public Column Input(string name) => Columns.TryGet(name, out var column)
        ? column
        : throw Fault($"the source column '{FileText.Printable(name)}' is not in it, and no step before makes it");

    public InvalidModelFileException Fault(string what) => new($"{Folder}/Model.key", $"{Name}: {what}");
}
