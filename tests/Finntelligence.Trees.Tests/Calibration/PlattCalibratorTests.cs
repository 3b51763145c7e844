using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Tests.Support;

namespace Finntelligence.Trees.Tests.Calibration;

public sealed class PlattCalibratorTests
{
    [Theory]
    [InlineData(-1, 0, 0f, 0.5f)]
    [InlineData(-1, 0, 1f, 0.7310586f)]
    [InlineData(-0.4, 0, -2.5f, 0.26894143f)]
    [InlineData(-2, 1, 0.5f, 0.5f)]
    [InlineData(-1, 0, 1000f, 1f)]
    [InlineData(-1, 0, -1000f, 0f)]
    [InlineData(0, 0, float.PositiveInfinity, 0.5f)]
    public void Probability_Is_The_Sigmoid(double a, double b, float score, float expected) =>
        new PlattCalibrator(a, b).Probability(score).ShouldBe(expected);

    [Fact]
    public void Probability_Keeps_NaN()
    {
        new PlattCalibrator(-1, 0).Probability(float.NaN).ShouldBe(float.NaN);
        new PlattCalibrator(0, 0).Probability(float.NaN).ShouldBe(float.NaN);
    }

    [Theory]
    [InlineData(0.1, 0)]
    [InlineData(double.NaN, 0)]
    [InlineData(double.NegativeInfinity, 0)]
    [InlineData(-1, double.NaN)]
    [InlineData(-1, double.PositiveInfinity)]
    public void Constructor_Refuses_Unusable_Parameters(double a, double b) =>
        Should.Throw<ArgumentException>(() => new PlattCalibrator(a, b));

    [Fact]
    public void Fit_Solves_The_Two_Point_Case_Worked_By_Hand()
    {
        // Score 0: 3 of 10 positive; score 1: 6 of 10. N₊ = 9, N₋ = 11, so t₊ = 10/11 and t₋ = 1/13. Two distinct scores
        // and two parameters: each point is met exactly, logit P(0) = logit((3·10/11 + 7/13)/10), P(1) likewise.
        double[] scores = [.. Enumerable.Repeat(0.0, 10), .. Enumerable.Repeat(1.0, 10)];
        float[] labels = [1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0];
        var low = ((3 * 10 / 11.0) + (7 / 13.0)) / 10;
        var high = ((6 * 10 / 11.0) + (4 / 13.0)) / 10;

        var fitted = PlattCalibrator.Fit(scores, labels, []);

        fitted.B.ShouldBe(-Math.Log(low / (1 - low)), 1e-9);
        (fitted.A + fitted.B).ShouldBe(-Math.Log(high / (1 - high)), 1e-9);
    }

    [Fact]
    public void Fit_Recovers_The_Sigmoid_That_Drew_The_Labels()
    {
        var random = new Random(5);
        var scores = new double[200_000];
        var labels = new float[scores.Length];
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = (random.NextDouble() * 6) - 4;
            labels[i] = random.NextDouble() < 1 / (1 + Math.Exp((-1.7 * scores[i]) + 0.6)) ? 1 : 0;
        }

        var fitted = PlattCalibrator.Fit(scores, labels, []);

        fitted.A.ShouldBe(-1.7, 0.03);
        fitted.B.ShouldBe(0.6, 0.03);
    }

    [Fact]
    public void Fit_Beats_Every_Neighbour_In_Likelihood()
    {
        var (scores, labels, weights) = Samples.Make(new Random(11), 300);
        var fitted = PlattCalibrator.Fit(scores, labels, weights);
        var best = Loss(fitted.A, fitted.B);

        foreach (var (a, b) in new[] { (0.001, 0.0), (-0.001, 0.0), (0.0, 0.001), (0.0, -0.001), (0.001, -0.001), (-0.001, 0.001) })
            Loss(fitted.A + a, fitted.B + b).ShouldBeGreaterThan(best);

        double Loss(double a, double b)
        {
            var positive = labels.Zip(weights, (l, w) => l * (double)w).Sum();
            var negative = weights.Sum(w => (double)w) - positive;
            var sum = 0.0;
            for (var i = 0; i < scores.Length; i++)
            {
                var p = 1 / (1 + Math.Exp((a * (float)scores[i]) + b));
                var t = labels[i] == 1 ? (positive + 1) / (positive + 2) : 1 / (negative + 2);
                sum -= weights[i] * ((t * Math.Log(p)) + ((1 - t) * Math.Log(1 - p)));
            }

            return sum;
        }
    }

    [Fact]
    public void Fit_Treats_A_Weight_As_Repeated_Rows()
    {
        var weighted = PlattCalibrator.Fit([-1, 0, 1, 2], [0, 1, 0, 1], [3, 1, 2, 4]);
        var repeated = PlattCalibrator.Fit([-1, -1, -1, 0, 1, 1, 2, 2, 2, 2], [0, 0, 0, 1, 0, 0, 1, 1, 1, 1], []);

        weighted.A.ShouldBe(repeated.A);
        weighted.B.ShouldBe(repeated.B);
    }

    [Fact]
    public void Fit_Does_Not_Depend_On_Row_Order()
    {
        var (scores, labels, weights) = Samples.Make(new Random(3), 2_000);
        var fitted = PlattCalibrator.Fit(scores, labels, weights);
        Samples.Shuffle(new Random(4), scores, labels, weights);
        var again = PlattCalibrator.Fit(scores, labels, weights);

        again.A.ShouldBe(fitted.A);
        again.B.ShouldBe(fitted.B);
    }

    [Fact]
    public void Fit_Rounds_To_The_Grid()
    {
        var (scores, labels, weights) = Samples.Make(new Random(8), 500);
        var fitted = PlattCalibrator.Fit(scores, labels, weights);
        FixedPoint.Round(fitted.A).ShouldBe(fitted.A);
        FixedPoint.Round(fitted.B).ShouldBe(fitted.B);
    }

    [Fact]
    public void Fit_Gives_The_Constant_Model_When_Scores_Run_Backwards()
    {
        var fitted = PlattCalibrator.Fit([-1, -1, 1, 1], [1, 1, 0, 0], []);
        fitted.A.ShouldBe(0);
        double.IsNegative(fitted.A).ShouldBeFalse();
        fitted.Probability(3).ShouldBe(0.5f);
    }

    [Fact]
    public void Fit_Gives_The_Constant_Model_For_One_Score()
    {
        // N₊ = 1, N₋ = 3: mean target (2/3 + 3/5)/4.
        var fitted = PlattCalibrator.Fit([2, 2, 2, 2], [1, 0, 0, 0], []);
        fitted.A.ShouldBe(0);
        fitted.Probability(2).ShouldBe((float)(((2 / 3.0) + (3 / 5.0)) / 4), 1e-7f);
    }

    [Theory]
    [InlineData(1e-6)]
    [InlineData(1)]
    [InlineData(1e4)]
    public void Fit_Stays_Finite_On_Separated_Scores(double scale)
    {
        var fitted = PlattCalibrator.Fit([-2 * scale, -scale, scale, 2 * scale], [0, 0, 1, 1], []);
        double.IsFinite(fitted.A).ShouldBeTrue();
        fitted.Probability((float)scale).ShouldBeGreaterThan(0.6f);
        fitted.Probability((float)(2 * scale)).ShouldBeLessThan(1f);
        fitted.Probability((float)-scale).ShouldBe(1 - fitted.Probability((float)scale), 1e-6f);
    }

    [Fact]
    public void Fit_Refuses_What_Cannot_Be_Calibrated()
    {
        Should.Throw<ArgumentException>(() => PlattCalibrator.Fit([1, 2], [1, 1], [])).Message.ShouldContain("All rows have label 1");
        Should.Throw<ArgumentException>(() => PlattCalibrator.Fit([1, 2], [1, 0], [1, 0])).Message.ShouldContain("All rows have label 1");
        Should.Throw<ArgumentException>(() => PlattCalibrator.Fit([1, double.NaN], [1, 0], [])).Message.ShouldContain("score of row 1");
        Should.Throw<ArgumentException>(() => PlattCalibrator.Fit([1, 1e300], [1, 0], [])).Message.ShouldContain("score of row 1");
        Should.Throw<ArgumentException>(() => PlattCalibrator.Fit([], [], [])).Message.ShouldContain("no rows");
    }
}
