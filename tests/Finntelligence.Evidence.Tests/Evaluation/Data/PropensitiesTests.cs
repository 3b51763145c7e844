using Finntelligence.Evidence.Evaluation.Data;

namespace Finntelligence.Evidence.Tests.Evaluation.Data;

public sealed class PropensitiesTests
{
    private static readonly Experiment Letters = SomeExperiment.Draw(8, 1) with
    {
        Rates = [3.25, 3.5, 4.0, 4.01, 9.0, 9.5, 9.5, 10.0],
        Strata = [0, 0, 0, 0, 1, 1, 1, 1],
    };

    [Theory]
    [InlineData(0, 3.5, 0.5, 0.75)]
    [InlineData(0, 3.5, 0.25, 0.5)]
    [InlineData(0, 9.5, 1, 0)]
    [InlineData(1, 9.5, 0.5, 1)]
    [InlineData(1, 9.5, 0.25, 0.5)]
    [InlineData(2, 9.5, 0.5, 0)]
    public void A_propensity_is_the_share_of_the_stratum_within_the_window(int stratum, double rate, double window, double expected) =>
        new Propensities(Letters).Of(stratum, rate, window).ShouldBe(expected);

    [Fact]
    public void The_window_includes_its_edges_and_agrees_with_the_count()
    {
        Propensities.Matches(4.0, 3.5, 0.5).ShouldBeTrue();
        Propensities.Matches(4.01, 3.5, 0.5).ShouldBeFalse();
    }
}
