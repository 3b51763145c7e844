namespace Finntelligence.Trees.Formats.MlNet.Reading.Folding;

/// <summary>Counts what folding costs: a small hostile file could ask for hours of it.</summary>
internal sealed class FoldingWork
{
    private const long Most = 200_000_000;

    private long _left = Most;

    /// <summary>Takes one evaluation of a step off what is left.</summary>
    /// <exception cref="InvalidModelFileException">There is nothing left.</exception>
    public void Count()
    {
        if (--_left < 0)
            throw new InvalidModelFileException("", "The steps before the trees are too many to be folded into them");
    }
}
