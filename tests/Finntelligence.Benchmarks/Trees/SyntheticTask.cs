using System.Collections.Immutable;
using Finntelligence.Trees;
using Finntelligence.Trees.Numerics;

namespace Finntelligence.Benchmarks.Trees;

/// <summary>Standard-normal columns and a binary target that depends on five of them, not linearly. Seeded.</summary>
internal static class SyntheticTask
{
    public static ImmutableArray<FeatureSpec> Features(int count) => [.. Enumerable.Range(0, count).Select(f => new FeatureSpec($"f{f}"))];

    public static (float[] Values, float[] Labels) Draw(int rows, int features, int seed)
    {
        var values = new float[rows * features];
        var labels = new float[rows];
        var random = new Random(seed);
        for (var i = 0; i < rows; i++)
        {
            var row = values.AsSpan(i * features, features);
            for (var f = 0; f < features; f++)
                row[f] = (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
            var logOdds = (row[0] * row[1]) + Math.Sin(2 * row[2]) + Math.Abs(row[3]) - 0.8 + (row[4] > 0.5 ? 0.7 * row[0] : 0);
            labels[i] = random.NextDouble() < PortableMath.Sigmoid(logOdds) ? 1 : 0;
        }

        return (values, labels);
    }
}
