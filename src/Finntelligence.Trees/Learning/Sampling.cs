using Finntelligence.Trees.Numerics;

namespace Finntelligence.Trees.Learning;

/// <summary>The rows and features that each tree may use. Depends on seed, round and index only.</summary>
internal sealed class Sampling(TreeOptions options, int features)
{
    private const int BlockRows = 1 << 15;

    private readonly CounterRandom _random = new(options.Seed);

    /// <summary>Each tree sees the same.</summary>
    public bool IsTrivial => options.BaggingExampleFraction == 1 && options.FeatureFraction == 1;

    /// <summary>Draws the rows that a tree learns from.</summary>
    /// <param name="round">The tree's number.</param>
    /// <param name="order">As long as there are rows; first the rows drawn, then the others, both ascending.</param>
    /// <param name="team">Writes the order.</param>
    /// <returns>Number of rows drawn.</returns>
    public int Bag(int round, int[] order, WorkerTeam team)
    {
        if (options.BaggingExampleFraction == 1)
        {
            team.Run("order", (order.Length + BlockRows - 1) / BlockRows, (block, _) =>
            {
                for (var row = block * BlockRows; row < Math.Min(order.Length, (block + 1) * BlockRows); row++)
                    order[row] = row;
            });
            return order.Length;
        }

        var random = _random.Fork(2 * (ulong)round);
        int drawn = 0, left = order.Length;
        for (var row = 0; row < order.Length; row++)
        {
            if (random.Uniform((ulong)row) < options.BaggingExampleFraction)
                order[drawn++] = row;
            else
                order[--left] = row;
        }

        order.AsSpan(drawn).Reverse();
        return drawn;
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
