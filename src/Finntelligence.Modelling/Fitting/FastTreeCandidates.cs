using System.Collections.Immutable;
using Finntelligence.Trees.Training.FastTree;

namespace Finntelligence.Modelling.Fitting;

/// <summary>
/// The FastTree options that cross-validation compares, for either model and any portfolio: stumps, which cannot interact and so
/// over-fit least; small trees on few columns at slow rates, which suit some thousand rows and a weak signal; larger ones for many rows.
/// </summary>
internal static class FastTreeCandidates
{
    public static ImmutableArray<FastTreeOptions> All(ulong seed) =>
    [
        .. new FastTreeOptions[]
        {
            new() { NumberOfLeaves = 2, MinimumExampleCountPerLeaf = 50, LearningRate = 0.1, NumberOfTrees = 600 },
            new() { NumberOfLeaves = 4, MinimumExampleCountPerLeaf = 60, LearningRate = 0.02, FeatureFraction = 0.2, BaggingExampleFraction = 0.7, NumberOfTrees = 900 },
            new() { NumberOfLeaves = 6, MinimumExampleCountPerLeaf = 40, LearningRate = 0.02, FeatureFraction = 0.2, BaggingExampleFraction = 0.7, NumberOfTrees = 700 },
            new() { NumberOfLeaves = 4, MinimumExampleCountPerLeaf = 200, LearningRate = 0.03, FeatureFraction = 0.6, BaggingExampleFraction = 0.7, NumberOfTrees = 500 },
            new() { NumberOfLeaves = 16, MinimumExampleCountPerLeaf = 200, LearningRate = 0.05, FeatureFraction = 0.7, BaggingExampleFraction = 0.7, NumberOfTrees = 200 },
        }.Select(options => options with { Seed = (int)(seed & int.MaxValue) }),
    ];
}
