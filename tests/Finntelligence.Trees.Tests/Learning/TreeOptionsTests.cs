using Finntelligence.Trees.Learning;

namespace Finntelligence.Trees.Tests.Learning;

public sealed class TreeOptionsTests
{
    public static TheoryData<string, TreeOptions> OutOfRange => new()
    {
        { "NumberOfTrees", new() { NumberOfTrees = -1 } },
        { "NumberOfLeaves", new() { NumberOfLeaves = 1 } },
        { "MinimumExampleCountPerLeaf", new() { MinimumExampleCountPerLeaf = 0 } },
        { "MinimumHessianPerLeaf", new() { MinimumHessianPerLeaf = double.NaN } },
        { "LearningRate", new() { LearningRate = 0 } },
        { "MaximumBinCountPerFeature", new() { MaximumBinCountPerFeature = 256 } },
        { "FeatureFraction", new() { FeatureFraction = 1.1 } },
        { "BaggingExampleFraction", new() { BaggingExampleFraction = 0 } },
        { "L2Regularization", new() { L2Regularization = -1 } },
        { "MinimumSplitGain", new() { MinimumSplitGain = double.PositiveInfinity } },
        { "CategoricalSmoothing", new() { CategoricalSmoothing = -0.1 } },
        { "EarlyStoppingRounds", new() { EarlyStoppingRounds = -1 } },
        { "NumberOfThreads", new() { NumberOfThreads = -2 } },
    };

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void An_option_out_of_range_is_named(string name, TreeOptions options) =>
        Should.Throw<ArgumentException>(options.Validate).Message.ShouldStartWith(name + " is ");

    [Fact]
    public void Defaults_are_in_range() => Should.NotThrow(new TreeOptions().Validate);

    [Fact]
    public void Early_stopping_without_validation_rows_is_refused() =>
        Should.Throw<ArgumentException>(() =>
            GradientBooster.Train(TestData.Mixed(50, 1), new TreeOptions { EarlyStoppingRounds = 5 })).Message.ShouldContain("validation");
}
