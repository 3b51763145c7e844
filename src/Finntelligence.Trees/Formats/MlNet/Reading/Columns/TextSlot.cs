namespace Finntelligence.Trees.Formats.MlNet.Reading.Columns;

/// <summary>The text of a raw input, which only a vocabulary can make a number of.</summary>
internal sealed class TextSlot(RawInput input) : Slot(input)
{
    public override Slot Then(ScalarMap map) => throw new InvalidOperationException("A text is no number.");
}
