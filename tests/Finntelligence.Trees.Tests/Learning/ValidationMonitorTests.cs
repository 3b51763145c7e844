using Finntelligence.Trees.Learning;
using Finntelligence.Trees.Numerics;

namespace Finntelligence.Trees.Tests.Learning;

public sealed class ValidationMonitorTests
{
    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 1)]
    [InlineData(true, 3)]
    public void Losses_are_those_of_the_ensemble_to_the_bit(bool weighted, int threads)
    {
        LabeledRows rows = TestData.Mixed(20_000, 3, weighted: weighted), validation = TestData.Mixed(17_001, 4, weighted: weighted);
        var options = new TreeOptions { NumberOfTrees = 12, NumberOfLeaves = 9, BaggingExampleFraction = 0.7, FeatureFraction = 0.6, NumberOfThreads = threads };
        var result = GradientBooster.Train(rows, options, validation);
        result.ValidationLoss.Length.ShouldBe(13);
        foreach (var trees in (int[])[0, 1, 7, 12])
        {
            var ensemble = result.Ensemble.Take(trees);
            double loss = 0, weights = 0;
            for (var i = 0; i < validation.Count; i++)
            {
                var score = ensemble.Score(validation.Row(i));
                var margin = validation.Labels[i] == 1 ? score : -score;
                var weight = validation.Weights is null ? 1.0 : validation.Weights[i];
                loss += weight * (Math.Max(-margin, 0) + PortableMath.Log(1 + PortableMath.Exp(-Math.Abs(margin))));
                weights += weight;
            }

            result.ValidationLoss[trees].ShouldBe(loss / weights);
        }
    }
}
