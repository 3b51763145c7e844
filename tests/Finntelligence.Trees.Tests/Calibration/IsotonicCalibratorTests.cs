using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Tests.Support;

namespace Finntelligence.Trees.Tests.Calibration;

public sealed class IsotonicCalibratorTests
{
    [Theory]
    [InlineData(-5f, 0.1f)]
    [InlineData(0f, 0.1f)]
    [InlineData(0.5f, 0.2f)]
    [InlineData(1f, 0.3f)]
    [InlineData(2f, 0.6f)]
    [InlineData(3f, 0.9f)]
    [InlineData(float.PositiveInfinity, 0.9f)]
    [InlineData(float.NegativeInfinity, 0.1f)]
    [InlineData(float.NaN, float.NaN)]
    public void Probability_Runs_Straight_Between_Knots(float score, float expected) =>
        new IsotonicCalibrator([0, 1, 3], [0.1, 0.3, 0.9]).Probability(score).ShouldBe(expected);

    [Fact]
    public void Constructor_Refuses_Bad_Knots()
    {
        Should.Throw<ArgumentException>(() => new IsotonicCalibrator([], []));
        Should.Throw<ArgumentException>(() => new IsotonicCalibrator([1], [0.1, 0.2]));
        Should.Throw<ArgumentException>(() => new IsotonicCalibrator([1, 1], [0.1, 0.2])).Message.ShouldContain("Score 1 is 1");
        Should.Throw<ArgumentException>(() => new IsotonicCalibrator([1, float.NaN], [0.1, 0.2]));
        Should.Throw<ArgumentException>(() => new IsotonicCalibrator([1, 2], [0.2, 0.1])).Message.ShouldContain("Probability 1 is 0.1");
        Should.Throw<ArgumentException>(() => new IsotonicCalibrator([1, 2], [0, 0.1])).Message.ShouldContain("Probability 0 is 0");
        Should.Throw<ArgumentException>(() => new IsotonicCalibrator([1, 2], [0.5, 1]));
    }

    [Fact]
    public void Fit_Pools_As_Worked_By_Hand()
    {
        // Scores 1 2 3 4 5, labels 0 1 0 0 1, plus a 1 at the lowest and a 0 at the highest score: shares 1/2, 1, 0, 0, 1/2.
        // 1 joins 0 and 0 to (2, 3, 4) with 1/3; that violates 1/2 before it: (1..4) has 2 of 5; then 5 has 1/2.
        // Centre of the first block: (1·2 + 2 + 3 + 4)/5 = 2.2.
        var fitted = IsotonicCalibrator.Fit([1, 2, 3, 4, 5], [0, 1, 0, 0, 1], []);

        fitted.Scores.ShouldBe([2.2f, 5f]);
        fitted.Probabilities.ShouldBe([FixedPoint.Round(0.4), 0.5]);
    }

    [Fact]
    public void Fit_Merges_Ties_Before_Pooling()
    {
        // Score 0: 1 of 4, with the added row 2 of 5. Score 1: 3 of 4, with the added row 3 of 5. Nothing to pool.
        var fitted = IsotonicCalibrator.Fit([1, 0, 1, 0, 1, 0, 1, 0], [1, 1, 1, 0, 0, 0, 1, 0], []);
        fitted.Scores.ShouldBe([0f, 1f]);
        fitted.Probabilities.ShouldBe([FixedPoint.Round(0.4), FixedPoint.Round(0.6)]);
    }

    [Fact]
    public void Fit_Equals_The_Max_Min_Formula()
    {
        // The isotonic regression at i is max over j ≤ i of min over k ≥ i of the mean of j..k (Barlow et al.).
        var random = new Random(21);
        for (var round = 0; round < 50; round++)
        {
            var (scores, labels, weights) = Samples.Make(random, 60);
            labels[0] = 0;
            labels[1] = 1;
            weights[0] = weights[1] = 1;
            var fitted = IsotonicCalibrator.Fit(scores, labels, weights);
            var expected = MaxMin(scores, labels, weights);
            fitted.Probabilities.ShouldBe(expected.Distinct(new Near()), 1e-9);
        }
    }

    [Fact]
    public void Fit_Is_Never_Certain_And_Never_Falls()
    {
        double[] scores = [.. Enumerable.Range(0, 1000).Select(i => i / 100.0)];
        float[] labels = [.. Enumerable.Range(0, 1000).Select(i => i < 500 ? 0f : 1f)];
        var fitted = IsotonicCalibrator.Fit(scores, labels, []);

        fitted.Probability(-100).ShouldBe(1 / 501f, 1e-6f);
        fitted.Probability(100).ShouldBe(500 / 501f, 1e-6f);
        var last = 0f;
        for (var score = -1f; score < 11; score += 0.001f)
        {
            fitted.Probability(score).ShouldBeGreaterThanOrEqualTo(last);
            last = fitted.Probability(score);
        }
    }

    [Fact]
    public void Fit_Stays_Inside_Float32_Whatever_The_Weights()
    {
        var fitted = IsotonicCalibrator.Fit([0, 1], [0, 1], [1e20f, 1e20f]);
        fitted.Probability(0).ShouldBe((float)IsotonicCalibrator.MinimumProbability);
        fitted.Probability(1).ShouldBeLessThan(1f);
    }

    [Fact]
    public void Fit_Gives_The_Constant_Map_When_Scores_Run_Backwards()
    {
        var fitted = IsotonicCalibrator.Fit([0, 1], [1, 0], []);
        fitted.Probabilities.ShouldBe([0.5]);
        fitted.Scores.ShouldBe([0.5f]);
    }

    [Fact]
    public void Fit_Keeps_Knots_Apart_For_Neighbouring_Floats()
    {
        var next = MathF.BitIncrement(1f);
        var fitted = IsotonicCalibrator.Fit([1, 1, next, next, next], [0, 0, 1, 1, 1], []);
        fitted.Scores.ShouldBe([1f, next]);
    }

    [Fact]
    public void Fit_Does_Not_Depend_On_Row_Order()
    {
        var (scores, labels, weights) = Samples.Make(new Random(30), 3_000);
        var fitted = IsotonicCalibrator.Fit(scores, labels, weights);
        Samples.Shuffle(new Random(31), scores, labels, weights);
        var again = IsotonicCalibrator.Fit(scores, labels, weights);

        again.Scores.ShouldBe(fitted.Scores);
        again.Probabilities.ShouldBe(fitted.Probabilities);
    }

    [Fact]
    public void Fit_Refuses_One_Class() =>
        Should.Throw<ArgumentException>(() => IsotonicCalibrator.Fit([1, 2], [0, 0], [])).Message.ShouldContain("All rows have label 0");

    private static double[] MaxMin(double[] scores, float[] labels, float[] weights)
    {
        var levels = scores.Where((_, i) => weights[i] > 0).Distinct().Order().ToArray();
        var positive = Array.ConvertAll(levels, level => Sum(i => scores[i] == level && labels[i] == 1));
        var weight = Array.ConvertAll(levels, level => Sum(i => scores[i] == level));
        positive[0]++;
        weight[0]++;
        weight[^1]++;
        return [.. levels.Select((_, i) => Enumerable.Range(0, i + 1).Max(j => Enumerable.Range(i, levels.Length - i).Min(k => Mean(j, k))))];

        double Sum(Func<int, bool> which) => Enumerable.Range(0, scores.Length).Where(which).Sum(i => (double)weights[i]);

        double Mean(int j, int k) => positive[j..(k + 1)].Sum() / weight[j..(k + 1)].Sum();
    }

    private sealed class Near : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) < 1e-12;

        public int GetHashCode(double value) => 0;
    }
}
