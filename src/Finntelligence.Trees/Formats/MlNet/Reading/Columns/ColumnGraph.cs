using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Finntelligence.Trees.Formats.MlNet.Reading.Folding;

namespace Finntelligence.Trees.Formats.MlNet.Reading.Columns;

/// <summary>
/// The columns as a step of the pipeline sees them: at first the caller's, then those the steps before it made or left. Each is known
/// as functions of raw inputs.
/// </summary>
/// <param name="schema">The caller's columns by name; null when the file does not say, and every column is then taken for a float.</param>
internal sealed class ColumnGraph(IReadOnlyDictionary<string, SchemaColumn>? schema)
{
    private readonly Dictionary<string, Column> _columns = new(StringComparer.Ordinal);
    private bool _onlyNamed;

    /// <summary>What folding has cost.</summary>
    public FoldingWork Work { get; } = new();

    /// <summary>Finds a column; one of the caller's is made on the first look.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out Column? column)
    {
        if (_columns.TryGetValue(name, out column))
            return true;
        if (_onlyNamed || Raw(name) is not { } raw)
            return false;
        _columns.Add(name, column = raw);
        return true;
    }

    /// <summary>Adds a column; it hides one of the same name.</summary>
    public void Set(string name, Column column) => _columns[name] = column;

    /// <summary>Takes a column away.</summary>
    public void Drop(string name) => _columns[name] = Column.Unknown("a step dropped it");

    /// <summary>Leaves only these columns.</summary>
    public void Keep(IReadOnlyCollection<string> names)
    {
        foreach (var name in names)
            _ = TryGet(name, out _);
        foreach (var other in _columns.Keys.Except(names, StringComparer.Ordinal).ToList())
            _columns.Remove(other);
        _onlyNamed = true;
    }

    private Column? Raw(string name)
    {
        if (schema is null)
            return Scalar(name, ItemKind.Single);
        if (!schema.TryGetValue(name, out var column))
            return null;
        if (column.VectorLength is not { } length)
        {
            var kind = ItemKinds.OfCodec(column.Codec);
            return kind == ItemKind.Other
                ? Column.Unknown($"it is stored as '{FileText.Printable(column.Codec)}', which is neither a number, a Boolean nor a text")
                : Scalar(name, kind);
        }

        if (!column.ItemKind.IsReal() || length is < 1 or > Limits.Features)
            return Column.Unknown($"it is a vector of {length} '{FileText.Printable(column.ItemCodec)}'; vectors of floats of known length can be read");
        var slots = Enumerable.Range(0, length).Select(slot => Input(new RawInput(name, slot, SlotName(column, slot), column.ItemKind)));
        return new Column(column.ItemKind, IsVector: true, [.. slots]);
    }

    private static string? SlotName(SchemaColumn column, int slot) =>
        column.SlotNames is { } names && slot < names.Length && names[slot].Length > 0 ? names[slot] : null;

    private Column Scalar(string name, ItemKind kind) =>
        new(kind, IsVector: false, [Input(new RawInput(name, slot: null, slotName: null, kind))]);

    private Slot Input(RawInput input) => input.Kind == ItemKind.Text ? new TextSlot(input) : new NumberSlot(input, Work);
}
