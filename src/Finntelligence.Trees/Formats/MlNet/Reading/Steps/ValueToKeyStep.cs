using Finntelligence.Trees.Formats.MlNet.Reading.Columns;

namespace Finntelligence.Trees.Formats.MlNet.Reading.Steps;

/// <summary>Numbers the values of a column by a vocabulary: MapValueToKey, and the first half of OneHotEncoding.</summary>
internal sealed class ValueToKeyStep : IStep
{
    public RecordKind Kind => StepKinds.ValueToKey;

    public string UserName => "MapValueToKey or OneHotEncoding";

    public void Apply(Record record, StepContext context)
    {
        var body = record.Open();
        var pairs = ColumnPairs.Read(record, ref body);
        // Whether keys carry their texts: nothing about values.
        _ = body.Take(pairs.Length);
        body.ExpectEnd();

        var vocabulary = context.Read("Vocabulary", StepKinds.Vocabulary);
        var entries = vocabulary.Open();
        if (entries.Int32() is var count && count != pairs.Length)
            throw entries.Fault($"{count} vocabularies for {pairs.Length} columns");
        var outputs = new List<(string Name, Column Column)>(pairs.Length);
        foreach (var (output, input) in pairs)
            outputs.Add((output, Keys(context.Input(input), Terms.Read(vocabulary, ref entries), input, context)));
        entries.ExpectEnd();
        foreach (var (name, column) in outputs)
            context.Columns.Set(name, column);
    }

    private static Column Keys(Column column, Terms terms, string input, StepContext context)
    {
        if (column.Opaque is not null)
            return column;
        if (column.Kind != terms.Kind)
            throw context.Fault($"it was fitted on a '{FileText.Printable(input)}' of {terms.Kind}, and the column is of {column.Kind}");
        return new Column(ItemKind.Key, column.IsVector, [.. column.Slots.Select(slot => Key(slot, terms))]) { Terms = terms.Count };
    }

    private static Slot Key(Slot slot, Terms terms)
    {
        if (slot is not TextSlot text)
            return slot.Then(terms.NumberMap());
        text.Input.Know(terms.Texts);
        return new TermSlot(text.Input, terms.TextMap());
    }
}
