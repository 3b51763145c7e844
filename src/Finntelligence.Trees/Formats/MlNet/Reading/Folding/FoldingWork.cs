namespace Finntelligence.Trees.Formats.MlNet.Reading.Folding;

/// <summary>Counts what folding costs: a small hostile file could ask for hours of it, or for all the memory there is.</summary>
internal sealed class FoldingWork
{
    private const long MostEvaluations = 50_000_000;
    private const long MostSlots = 2_000_000;

    private long _evaluations = MostEvaluations;
    private long _slots = MostSlots;

    /// <summary>Takes evaluations of steps off what is left.</summary>
    /// <exception cref="InvalidModelFileException">There are not so many left.</exception>
    public void Count(int evaluations)
    {
        _evaluations -= evaluations;
        if (_evaluations < 0)
            throw new InvalidModelFileException("", "The steps before the trees take too long to be folded into them");
    }

    /// <summary>Takes slots off what all columns together may have.</summary>
    /// <exception cref="InvalidModelFileException">There are not so many left.</exception>
    public void CountSlots(int count)
    {
        _slots -= count;
        if (_slots < 0)
            throw new InvalidModelFileException("", $"The columns of all steps have more than {MostSlots} slots together");
    }
}
