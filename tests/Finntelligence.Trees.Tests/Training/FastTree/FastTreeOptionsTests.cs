using Finntelligence.Trees.Training.FastTree;

namespace Finntelligence.Trees.Tests.Training.FastTree;

public sealed class FastTreeOptionsTests
{
    [Fact]
    public void The_defaults_are_in_range() => Should.NotThrow(() => new FastTreeOptions().Validate());

    [Fact]
    public void Every_option_out_of_range_is_named_at_once()
    {
        var options = new FastTreeOptions
        {
            NumberOfTrees = 0,
            NumberOfLeaves = 1,
            MinimumExampleCountPerLeaf = 0,
            LearningRate = 0,
            MaximumBinCountPerFeature = 1,
            FeatureFraction = 1.5,
            BaggingExampleFraction = double.NaN,
            Seed = -1,
        };
        var message = Should.Throw<ArgumentException>(options.Validate).Message;
        foreach (var name in typeof(FastTreeOptions).GetProperties().Where(p => p.CanWrite).Select(p => p.Name))
            message.ShouldContain($"{name} is ");
        message.ShouldContain("NumberOfLeaves is 1, it must be 2 to 65,536");
    }
}
