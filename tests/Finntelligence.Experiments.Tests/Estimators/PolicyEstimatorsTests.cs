using Finntelligence.Experiments.Estimators;

namespace Finntelligence.Experiments.Tests.Estimators;

public sealed class PolicyEstimatorsTests
{
    // w = 2, 0.5, 0, 4.
    private static readonly LoggedSample Four = new()
    {
        Rewards = [10, 4, 7, 1],
        Propensities = [0.5, 0.8, 0.2, 0.25],
        Target = [1, 0.4, 0, 1],
        Modelled = [8, 5, 6, 2],
        ModelledTarget = [9, 5, 3, 2],
    };

    [Fact]
    public void Every_estimator_is_its_formula()
    {
        Value(PolicyEstimators.InversePropensity(Four)).ShouldBe((20 + 2 + 0 + 4) / 4.0, 1e-12);
        Value(PolicyEstimators.SelfNormalised(Four)).ShouldBe(26 / 6.5, 1e-12);
        Value(PolicyEstimators.DirectMethod(Four)).ShouldBe(19 / 4.0, 1e-12);
        // w (r − q) = 4, −0.5, 0, −4.
        Value(PolicyEstimators.DoublyRobust(Four)).ShouldBe((19 - 0.5) / 4.0, 1e-12);
        Value(PolicyEstimators.SelfNormalisedDoublyRobust(Four)).ShouldBe((19 / 4.0) - (0.5 / 6.5), 1e-12);
        Value(PolicyEstimators.Switch(Four, 2)).ShouldBe((19 + 3.5) / 4.0, 1e-12);
        // λ = 4: ŵ = 8/8, 2/4.25, 0, 16/20.
        Value(PolicyEstimators.Shrinkage(Four, 4)).ShouldBe((19 + (1 * 2) - (2 / 4.25) - 0.8) / 4.0, 1e-12);
    }

    [Fact]
    public void At_their_ends_switch_and_shrinkage_are_the_direct_method_and_doubly_robust()
    {
        double direct = Value(PolicyEstimators.DirectMethod(Four)), robust = Value(PolicyEstimators.DoublyRobust(Four));
        Value(PolicyEstimators.Switch(Four, 0)).ShouldBe(direct, 1e-12);
        Value(PolicyEstimators.Shrinkage(Four, 0)).ShouldBe(direct, 1e-12);
        Value(PolicyEstimators.Switch(Four, double.PositiveInfinity)).ShouldBe(robust, 1e-12);
        Value(PolicyEstimators.Shrinkage(Four, double.PositiveInfinity)).ShouldBe(robust, 1e-12);
        Value(PolicyEstimators.Shrinkage(Four, 1e15)).ShouldBe(robust, 1e-9);
    }

    [Fact]
    public void The_policy_that_made_the_log_is_worth_what_the_log_earned()
    {
        var own = Four with { Target = Four.Propensities };
        Value(PolicyEstimators.InversePropensity(own)).ShouldBe(5.5, 1e-12);
        Value(PolicyEstimators.SelfNormalised(own)).ShouldBe(5.5, 1e-12);
        Value(PolicyEstimators.SelfNormalisedDoublyRobust(own)).ShouldBe(Value(PolicyEstimators.DoublyRobust(own)), 1e-12);
    }

    [Fact]
    public void With_a_model_that_is_nothing_doubly_robust_is_inverse_propensity()
    {
        var blind = Four with { Modelled = new double[4], ModelledTarget = new double[4] };
        Value(PolicyEstimators.DoublyRobust(blind)).ShouldBe(Value(PolicyEstimators.InversePropensity(Four)), 1e-12);
        Value(PolicyEstimators.SelfNormalisedDoublyRobust(blind)).ShouldBe(Value(PolicyEstimators.SelfNormalised(Four)), 1e-12);
    }

    [Fact]
    public void The_self_normalised_value_moves_with_the_rewards()
    {
        double before = Value(PolicyEstimators.SelfNormalised(Four));
        Value(PolicyEstimators.SelfNormalised(Four with { Rewards = [.. Four.Rewards.Select(r => r + 100)] })).ShouldBe(before + 100, 1e-9);
    }

    // The mean over many logs must be the truth, to four standard errors; a wrong model may cost noise, never truth.
    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public void In_the_mean_over_many_logs_every_unbiased_estimator_is_right(double wrong)
    {
        const int Logs = 300;
        double[][] values = [.. Enumerable.Range(0, Logs).Select(seed =>
        {
            var sample = LoggedWorld.Draw(1000, (ulong)seed, (x, price) => LoggedWorld.Expected(x, price) + (wrong * price));
            return new[]
            {
                Value(PolicyEstimators.InversePropensity(sample)), Value(PolicyEstimators.DoublyRobust(sample)),
                Value(PolicyEstimators.SelfNormalised(sample)), Value(PolicyEstimators.SelfNormalisedDoublyRobust(sample)),
            };
        })];
        for (int e = 0; e < 4; e++)
        {
            double mean = values.Average(v => v[e]), error = Math.Sqrt(values.Average(v => (v[e] - mean) * (v[e] - mean)) / Logs);
            // The ratios are biased by order 1/n.
            mean.ShouldBe(LoggedWorld.Truth, (4 * error) + (e < 2 ? 0 : 0.02), $"estimator {e}");
        }
    }

    [Fact]
    public void A_right_model_makes_less_noise_than_none_and_a_wrong_direct_method_stays_wrong()
    {
        double[][] errors = [.. Enumerable.Range(0, 200).Select(seed =>
        {
            var right = LoggedWorld.Draw(500, (ulong)seed, LoggedWorld.Expected);
            var wrong = LoggedWorld.Draw(500, (ulong)seed, (x, price) => LoggedWorld.Expected(x, price) - 5);
            return new[]
            {
                Error(PolicyEstimators.InversePropensity(right)), Error(PolicyEstimators.DoublyRobust(right)), Error(PolicyEstimators.DirectMethod(wrong)),
            };
        })];
        errors.Average(e => e[1]).ShouldBeLessThan(errors.Average(e => e[0]));
        errors.Average(e => e[2]).ShouldBe(25, 1);

        static double Error(Estimator e) => (Value(e) - LoggedWorld.Truth) * (Value(e) - LoggedWorld.Truth);
    }

    [Fact]
    public void Thresholds_chosen_from_data_are_hardly_worse_than_the_better_end()
    {
        // A good model, and weights with a long tail: then less weight is better. A bad model: then all of it is needed.
        double good = MeanSquare((x, price) => LoggedWorld.Expected(x, price) + 0.05), bad = MeanSquare((x, price) => 10.0 * price);
        good.ShouldBeLessThan(MeanSquare(LoggedWorld.Expected, PolicyEstimators.InversePropensity));
        bad.ShouldBeLessThan(MeanSquare((x, price) => 10.0 * price, PolicyEstimators.DirectMethod) / 2);

        static double MeanSquare(Func<double, int, double> model, Func<LoggedSample, Estimator>? of = null) =>
            Enumerable.Range(0, 60).Average(seed =>
            {
                double error = Value((of ?? PolicyEstimators.Shrinkage)(LoggedWorld.Draw(500, (ulong)seed, model))) - LoggedWorld.Truth;
                return error * error;
            });
    }

    [Fact]
    public void Without_a_model_only_those_that_need_none_speak() =>
        PolicyEstimators.All(Four with { Modelled = null }).Select(e => e.Name).ShouldBe(["inversePropensity", "selfNormalised"]);

    [Theory]
    [InlineData(0.0)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void A_decision_without_a_chance_is_refused(double propensity) =>
        Should.Throw<ArgumentException>(() => PolicyEstimators.All(Four with { Propensities = [0.5, propensity, 0.2, 0.25] })).Message.ShouldContain("decision 1");

    private static double Value(Estimator estimator) => estimator.Of();
}
