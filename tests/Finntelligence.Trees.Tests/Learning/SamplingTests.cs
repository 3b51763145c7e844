using Finntelligence.Trees.Learning;

namespace Finntelligence.Trees.Tests.Learning;

public sealed class SamplingTests
{
    [Fact]
    public void Bags_hold_their_share_of_rows_ascending_and_differ_from_round_to_round()
    {
        var sampling = new Sampling(new TreeOptions { BaggingExampleFraction = 0.3 }, 10_000, 5);
        var bag = sampling.Bag(0);
        bag.Length.ShouldBeInRange(2_800, 3_200);
        bag.Zip(bag.Skip(1)).ShouldAllBe(p => p.First < p.Second);
        sampling.Bag(1).ShouldNotBe(bag);
        sampling.Bag(0).ShouldBe(bag);
    }

    [Fact]
    public void Every_feature_gets_its_turn()
    {
        var sampling = new Sampling(new TreeOptions { FeatureFraction = 0.4 }, 10, 10);
        var counts = new int[10];
        for (var round = 0; round < 1000; round++)
        {
            var features = sampling.Features(round);
            features.Length.ShouldBe(4);
            foreach (var feature in features)
                counts[feature]++;
        }

        counts.ShouldAllBe(count => count > 320 && count < 480);
    }

    [Fact]
    public void At_least_one_feature_is_used() =>
        new Sampling(new TreeOptions { FeatureFraction = 0.01 }, 10, 10).Features(0).Length.ShouldBe(1);
}
