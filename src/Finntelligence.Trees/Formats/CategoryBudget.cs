namespace Finntelligence.Trees.Formats;

/// <summary>
/// Counts what the category sets of a file cost in memory, where a set is a row of bits up to its largest code: a few bytes
/// of a hostile file could ask for two megabytes, once per node.
/// </summary>
internal sealed class CategoryBudget(long bytes)
{
    private long _left = bytes;

    /// <summary>Takes the cost of one split's set off what is left.</summary>
    /// <param name="codes">How many codes the file lists for it.</param>
    /// <param name="largest">The largest of them; -1 when there are none.</param>
    /// <returns>Whether there was enough.</returns>
    public bool TryTake(int codes, int largest)
    {
        _left -= ((long)codes * sizeof(int)) + ((largest + 1) >> 3) + 1;
        return _left >= 0;
    }
}
