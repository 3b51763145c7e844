namespace Finntelligence.Trees.Formats.MlNet.Reading.Columns;

/// <summary>A number that depends on which known text a raw input is.</summary>
/// <param name="input">Its kind is text.</param>
/// <param name="value">The number for a text; null stands for every text that is not known, and for a missing one.</param>
/// <param name="steps">Steps between the text and the number.</param>
internal sealed class TermSlot(RawInput input, Func<string?, double> value, int steps = 1) : Slot(input)
{
    public double Value(string? text)
    {
        Input.Work.Count(steps);
        return value(text);
    }

    public override Slot Then(ScalarMap map) => new TermSlot(Input, text => map.Apply(value(text)), steps + 1);
}
