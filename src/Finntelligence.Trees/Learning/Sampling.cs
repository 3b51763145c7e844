using Finntelligence.Trees.Numerics;

namespace Finntelligence.Trees.Learning;

/// <summary>The rows and features that each tree may use. Depends on seed, round and index only.</summary>
internal sealed class Sampling(TreeOptions options, int rows, int features)
{
    private readonly CounterRandom _random = new(options.Seed);

    /// <summary>Each tree sees the same.</summary>
    public bool IsTrivial => options.BaggingExampleFraction == 1 && options.FeatureFraction == 1;

    public int[] Bag(int round)
    {
        if (options.BaggingExampleFraction == 1)
            return [.. Enumerable.Range(0, rows)];
        var random = _random.Fork(2 * (ulong)round);
        var bag = new List<int>((int)(rows * options.BaggingExampleFraction) + 64);
        for (var row = 0; row < rows; row++)
        {
            if (random.Uniform((ulong)row) < options.BaggingExampleFraction)
                bag.Add(row);
        }

        return [.. bag];
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
