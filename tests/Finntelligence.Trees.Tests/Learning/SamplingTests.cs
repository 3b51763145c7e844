using Finntelligence.Trees.Learning;

namespace Finntelligence.Trees.Tests.Learning;

public sealed class SamplingTests
{
    [Fact]
    public void Bags_hold_their_share_of_rows_ascending_and_differ_from_round_to_round()
    {
        var sampling = new Sampling(new TreeOptions { BaggingExampleFraction = 0.3 }, 5);
        var order = new int[10_000];
        var drawn = sampling.Bag(0, order);
        drawn.ShouldBeInRange(2_800, 3_200);
        order[..drawn].ShouldBeInOrder();
        order[drawn..].ShouldBeInOrder();
        order.Order().ShouldBe(Enumerable.Range(0, 10_000));

        var next = new int[10_000];
        sampling.Bag(1, next);
        next.ShouldNotBe(order);
        sampling.Bag(0, next);
        next.ShouldBe(order);
    }

    [Fact]
    public void A_bag_of_all_rows_leaves_none_out()
    {
        var order = new int[5];
        new Sampling(new TreeOptions(), 1).Bag(0, order).ShouldBe(5);
        order.ShouldBe([0, 1, 2, 3, 4]);
    }

    [Fact]
    public void Every_feature_gets_its_turn()
    {
        var sampling = new Sampling(new TreeOptions { FeatureFraction = 0.4 }, 10);
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
        new Sampling(new TreeOptions { FeatureFraction = 0.01 }, 10).Features(0).Length.ShouldBe(1);
}
