using Finntelligence.Trees.Learning;
using Finntelligence.Trees.Storage;

namespace Finntelligence.Trees.Tests.Learning;

public sealed class SamplingTests
{
    [Fact]
    public void Bags_hold_their_share_of_rows_ascending_and_differ_from_round_to_round()
    {
        var sampling = new Sampling(new TreeOptions { BaggingExampleFraction = 0.3 }, 5);
        using var team = new WorkerTeam(3, CancellationToken.None);
        var order = new int[10_000];
        var drawn = sampling.Bag(0, order, new RowPartition(order.Length, team, ScratchSpace.Unbounded), team);
        drawn.ShouldBeInRange(2_800, 3_200);
        order[..drawn].ShouldBeInOrder();
        order[drawn..].ShouldBeInOrder();
        order.Order().ShouldBe(Enumerable.Range(0, 10_000));

        var next = new int[10_000];
        sampling.Bag(1, next, new RowPartition(next.Length, team, ScratchSpace.Unbounded), team);
        next.ShouldNotBe(order);
        sampling.Bag(0, next, new RowPartition(next.Length, team, ScratchSpace.Unbounded), team);
        next.ShouldBe(order);
    }

    [Fact]
    public void A_bag_of_all_rows_leaves_none_out()
    {
        using var team = new WorkerTeam(3, CancellationToken.None);
        var order = new int[100_000];
        new Sampling(new TreeOptions(), 1).Bag(0, order, new RowPartition(order.Length, team, ScratchSpace.Unbounded), team).ShouldBe(order.Length);
        order.ShouldBe(Enumerable.Range(0, order.Length));
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
