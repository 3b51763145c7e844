using System.Collections.Immutable;
using Finntelligence.Trees.Learning;

namespace Finntelligence.Training.Fitting;

/// <summary>
/// The options that cross-validation compares, for either model and any portfolio: from shallow trees on few features, which
/// suit some thousand rows and a weak signal, to deeper ones that suit many rows. The number of trees is found by the folds.
/// </summary>
internal static class Candidates
{
    private const int Patience = 60;

    public static ImmutableArray<TreeOptions> All(ulong seed) =>
    [
        .. new TreeOptions[]
        {
            new() { NumberOfLeaves = 4, MinimumExampleCountPerLeaf = 60, LearningRate = 0.05, L2Regularization = 5, FeatureFraction = 0.3, BaggingExampleFraction = 0.5 },
            new() { NumberOfLeaves = 4, MinimumExampleCountPerLeaf = 60, LearningRate = 0.02, L2Regularization = 1, FeatureFraction = 0.2, BaggingExampleFraction = 0.5 },
            new() { NumberOfLeaves = 6, MinimumExampleCountPerLeaf = 100, LearningRate = 0.05, L2Regularization = 5, FeatureFraction = 0.5, BaggingExampleFraction = 0.7 },
            new() { NumberOfLeaves = 8, MinimumExampleCountPerLeaf = 200, LearningRate = 0.05, L2Regularization = 5, FeatureFraction = 0.5, BaggingExampleFraction = 0.7 },
            new() { NumberOfLeaves = 16, MinimumExampleCountPerLeaf = 200, LearningRate = 0.05, L2Regularization = 5, FeatureFraction = 0.7, BaggingExampleFraction = 0.7 },
            new() { NumberOfLeaves = 31, MinimumExampleCountPerLeaf = 200, LearningRate = 0.1, L2Regularization = 5 },
        }.Select(o => o with { Seed = seed, NumberOfTrees = (int)Math.Round(25 / o.LearningRate), EarlyStoppingRounds = Patience }),
    ];
}
