namespace Finntelligence.Trees.Formats.MlNet.Reading.Columns;

/// <summary>One value of a column as a function of one raw input; there is no slot that depends on two.</summary>
internal abstract class Slot
{
    protected Slot(RawInput input)
    {
        Input = input;
        input.Work.CountSlots(1);
    }

    /// <summary>The input.</summary>
    public RawInput Input { get; }

    /// <summary>The slot after another step.</summary>
    public abstract Slot Then(ScalarMap map);
}
