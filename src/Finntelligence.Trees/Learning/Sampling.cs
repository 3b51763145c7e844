using Finntelligence.Trees.Numerics;

namespace Finntelligence.Trees.Learning;

/// <summary>The rows and features that each tree may use. Depends on seed, round and index only.</summary>
internal sealed class Sampling(TreeOptions options, int features)
{
    private const int BlockRows = 1 << 15;

    private readonly CounterRandom _random = new(options.Seed);
    private byte[]? _isDrawn;

    /// <summary>Each tree sees the same.</summary>
    public bool IsTrivial => options.BaggingExampleFraction == 1 && options.FeatureFraction == 1;

    /// <summary>Draws the rows that a tree learns from.</summary>
    /// <param name="round">The tree's number.</param>
    /// <param name="order">As long as there are rows; first the rows drawn, then the others, both ascending.</param>
    /// <param name="partition">Parts the ones from the others.</param>
    /// <param name="team">Draws.</param>
    /// <returns>Number of rows drawn.</returns>
    public int Bag(int round, Memory<int> order, RowPartition partition, WorkerTeam team)
    {
        var random = _random.Fork(2 * (ulong)round);
        if (_isDrawn is null && options.BaggingExampleFraction < 1)
            _isDrawn = new byte[order.Length];
        team.Run("bag", (order.Length + BlockRows - 1) / BlockRows, (block, _) =>
        {
            var end = Math.Min(order.Length, (block + 1) * BlockRows);
            var rows = order.Span;
            for (var row = block * BlockRows; row < end; row++)
                rows[row] = row;
            for (var row = block * BlockRows; _isDrawn is not null && row < end; row++)
                _isDrawn[row] = random.Uniform((ulong)row) < options.BaggingExampleFraction ? (byte)1 : (byte)0;
        });
        return _isDrawn is null ? order.Length : partition.Split(order, _isDrawn, goesLeft: [false, true]);
    }

    public int[] Features(int round)
    {
        var count = Math.Max(1, (int)Math.Round(features * options.FeatureFraction));
        if (count == features)
            return [.. Enumerable.Range(0, features)];
        var random = _random.Fork(2 * (ulong)round + 1);
        return [.. Enumerable.Range(0, features).OrderBy(f => random.Bits((ulong)f)).Take(count).Order()];
    }
}
