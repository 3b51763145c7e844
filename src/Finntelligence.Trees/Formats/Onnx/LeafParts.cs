using System.Collections.Immutable;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Trees.Formats.Onnx;

/// <summary>
/// Leaf values as the float32 numbers that a runtime adds up. A plain float32 sum over 400 trees may be wrong by 5e-6, and it
/// differs with the order of addition, which runtimes choose as they please. So a value is written as a coarse part and the
/// rest of it, each on a grid so wide that no sum of them ever needs more than float32's 24 bits: both sums are exact in any
/// order, and only their final sum is rounded.
/// </summary>
/// <param name="PerLeaf">Parts of each leaf: tree, then leaf, then part.</param>
/// <param name="Count">Parts of every leaf: 2, or 1 where float32 sums in tree order are what is wanted.</param>
internal sealed record LeafParts(ImmutableArray<ImmutableArray<ImmutableArray<float>>> PerLeaf, int Count)
{
    // Half of the 24 bits that float32 has, so that rounding to the grid cannot carry a sum beyond them.
    private const double SafeSteps = 1 << 23;
    private const double Largest = 1e30;
    private const double Smallest = 1e-30;

    /// <summary>The float32 leaves themselves, whose sum in tree order is the score of <see cref="ScoreArithmetic.Single"/>.</summary>
    public static LeafParts Plain(ImmutableArray<DecisionTree> trees) =>
        new([.. trees.Select(t => t.Leaves.Select(l => ImmutableArray.Create((float)l.Value)).ToImmutableArray())], Count: 1);

    /// <summary>Every value split in two.</summary>
    /// <exception cref="ArgumentException">The sum may leave the range of float32.</exception>
    public static LeafParts Split(ImmutableArray<DecisionTree> trees)
    {
        var bound = trees.Sum(t => t.Leaves.Max(l => Math.Abs(l.Value)));
        if (!(bound <= Largest))
            throw new ArgumentException($"The leaves may add up to {bound}, more than float32 can be trusted with.", nameof(trees));
        var coarse = Step(bound);
        // Rounding to the coarse grid leaves at most half a step per tree.
        var fine = Step(trees.Length * coarse / 2);
        return new([.. trees.Select(t => t.Leaves.Select(l => Parts(l.Value, coarse, fine)).ToImmutableArray())], Count: 2);
    }

    private static ImmutableArray<float> Parts(double value, double coarse, double fine)
    {
        var first = Math.Round(value / coarse) * coarse;
        return [(float)first, (float)(Math.Round((value - first) / fine) * fine)];
    }

    /// <summary>The smallest power of two of which a bound is at most <see cref="SafeSteps"/>.</summary>
    private static double Step(double bound) => Math.ScaleB(1, (int)Math.Ceiling(Math.Log2(Math.Max(bound, Smallest) / SafeSteps)));
}
