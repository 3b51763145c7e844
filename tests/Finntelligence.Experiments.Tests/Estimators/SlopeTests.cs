using Finntelligence.Experiments.Estimators;

namespace Finntelligence.Experiments.Tests.Estimators;

public sealed class SlopeTests
{
    [Fact]
    public void It_goes_on_to_the_quietest_while_all_agree() => Slope.Choose([Terms(0, 10), Terms(0.1, 5), Terms(0.1, 1)]).ShouldBe(2);

    [Fact]
    public void It_stops_before_the_first_that_disagrees() => Slope.Choose([Terms(0, 10), Terms(0.1, 5), Terms(100, 1), Terms(0, 0.5)]).ShouldBe(1);

    [Fact]
    public void The_order_in_which_they_come_does_not_matter() => Slope.Choose([Terms(100, 1), Terms(0.1, 5), Terms(0, 10)]).ShouldBe(1);

    // A wide kernel may be the noisier one, since it takes in what differs; it is the more biased all the same.
    [Fact]
    public void Where_the_order_of_bias_is_known_noise_does_not_decide_it()
    {
        Slope.ChooseByBias([Terms(50, 1), Terms(49.9, 1), Terms(30, 5)]).ShouldBe(1);
        Slope.Choose([Terms(50, 1), Terms(49.9, 1), Terms(30, 5)]).ShouldBe(2);
    }

    // ± spread around a mean, 100 of them.
    private static double[] Terms(double mean, double spread) => [.. Enumerable.Range(0, 100).Select(i => mean + (i % 2 == 0 ? spread : -spread))];
}
