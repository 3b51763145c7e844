namespace Finntelligence.Trees.Formats.XGBoost;

/// <summary>How many boosting rounds of a model are used, from the first on.</summary>
public readonly record struct RoundSelection
{
    private readonly Kind _kind;
    private readonly int _count;

    private RoundSelection(Kind kind, int count)
    {
        _kind = kind;
        _count = count;
    }

    private enum Kind
    {
        All,
        Best,
        First,
    }

    /// <summary>Every round in the file, as <c>Booster.predict</c> does.</summary>
    public static RoundSelection All { get; } = new(Kind.All, 0);

    /// <summary>Up to and including the attribute <c>best_iteration</c>, as the scikit-learn wrapper does after early stopping.</summary>
    public static RoundSelection Best { get; } = new(Kind.Best, 0);

    /// <summary>The first rounds.</summary>
    /// <param name="count">From 1 on; a file with fewer rounds is refused.</param>
    public static RoundSelection First(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return new RoundSelection(Kind.First, count);
    }

    /// <summary>The number of rounds chosen.</summary>
    /// <param name="rounds">Rounds in the file.</param>
    /// <param name="bestIteration">The file's best_iteration, counted from 0, if it has one.</param>
    internal int Choose(int rounds, int? bestIteration) => _kind switch
    {
        Kind.All => rounds,
        Kind.Best when bestIteration is not { } best =>
            throw new InvalidModelFileException("learner.attributes", "There is no best_iteration to choose the rounds by"),
        Kind.Best when bestIteration >= rounds =>
            throw new InvalidModelFileException("learner.attributes.best_iteration", $"is {bestIteration}, but there are only {rounds} rounds"),
        Kind.Best => bestIteration!.Value + 1,
        _ when _count > rounds =>
            throw new InvalidModelFileException("", $"The first {_count} rounds were asked for, but there are only {rounds}"),
        _ => _count,
    };
}
