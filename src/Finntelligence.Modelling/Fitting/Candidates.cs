using System.Collections.Immutable;
using Finntelligence.Trees.Learning;

namespace Finntelligence.Modelling.Fitting;

/// <summary>
/// The options that cross-validation compares, for either model and any portfolio: from shallow trees on few features, which
/// suit some thousand rows and a weak signal, to deeper ones that suit many rows. The number of trees is found by the folds.
/// </summary>
public static class Candidates
{
    // In units of shrunken steps, so that slow and fast learners are given the same distance to go and the same to recover.
    private const double MostSteps = 20;
    private const double PatienceSteps = 5;

    public static ImmutableArray<TreeOptions> All(ulong seed) =>
    [
        .. new TreeOptions[]
        {
            new() { NumberOfLeaves = 4, MinimumExampleCountPerLeaf = 60, LearningRate = 0.05, L2Regularization = 5, FeatureFraction = 0.3, BaggingExampleFraction = 0.7 },
            new() { NumberOfLeaves = 4, MinimumExampleCountPerLeaf = 60, LearningRate = 0.02, L2Regularization = 1, FeatureFraction = 0.2, BaggingExampleFraction = 0.7 },
            new() { NumberOfLeaves = 6, MinimumExampleCountPerLeaf = 100, LearningRate = 0.05, L2Regularization = 5, FeatureFraction = 0.5, BaggingExampleFraction = 0.7 },
            new() { NumberOfLeaves = 8, MinimumExampleCountPerLeaf = 200, LearningRate = 0.05, L2Regularization = 5, FeatureFraction = 0.5, BaggingExampleFraction = 0.7 },
            new() { NumberOfLeaves = 16, MinimumExampleCountPerLeaf = 200, LearningRate = 0.05, L2Regularization = 5, FeatureFraction = 0.7, BaggingExampleFraction = 0.7 },
            new() { NumberOfLeaves = 31, MinimumExampleCountPerLeaf = 200, LearningRate = 0.1, L2Regularization = 5 },
        }.Select(o => o with
        {
            Seed = seed,
            NumberOfTrees = (int)Math.Round(MostSteps / o.LearningRate),
            EarlyStoppingRounds = (int)Math.Round(PatienceSteps / o.LearningRate),
        }),
    ];
}
