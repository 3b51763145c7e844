namespace Finntelligence.Trees.Formats.MlNet.Reading.Columns;

/// <summary>One value a caller of the pipeline gives: a scalar column, or one slot of a vector column.</summary>
/// <param name="column">The column.</param>
/// <param name="slot">The slot; null for a scalar column.</param>
/// <param name="slotName">The slot's own name; null when it has none.</param>
/// <param name="kind">What the value is.</param>
internal sealed class RawInput(string column, int? slot, string? slotName, ItemKind kind)
{
    private readonly List<string> _terms = [];
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public string Column => column;

    public int? Slot => slot;

    public string? SlotName => slotName;

    public ItemKind Kind => kind;

    /// <summary>Every text that some step knows, in the order in which steps name them; empty unless the value is text.</summary>
    public IReadOnlyList<string> Terms => _terms;

    public void Know(IEnumerable<string> terms) => _terms.AddRange(terms.Where(_known.Add));
}
