using System.Collections.Immutable;

namespace Finntelligence.Trees.Formats.MlNet.Reading.Columns;

/// <summary>One value of a column as a function of one raw input.</summary>
/// <param name="Input">The input; there is no slot that depends on two.</param>
internal abstract record Slot(RawInput Input)
{
    /// <summary>The slot after another step.</summary>
    public abstract Slot Then(ScalarMap map);
}

/// <summary>The text of a raw input, which only a vocabulary can make a number of.</summary>
internal sealed record TextSlot(RawInput Input) : Slot(Input)
{
    public override Slot Then(ScalarMap map) => throw new InvalidOperationException("A text is no number.");
}

/// <summary>A number that depends on which known text a raw input is.</summary>
/// <param name="Input">Its kind is text.</param>
/// <param name="Value">The number for a text; null stands for every text that is not known, and for a missing one.</param>
internal sealed record TermSlot(RawInput Input, Func<string?, double> Value) : Slot(Input)
{
    public override Slot Then(ScalarMap map) => new TermSlot(Input, text => map.Apply(Value(text)));
}
