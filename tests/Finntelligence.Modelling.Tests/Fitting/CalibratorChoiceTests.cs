using Finntelligence.Modelling.Fitting;
using Finntelligence.Trees.Calibration;

namespace Finntelligence.Modelling.Tests.Fitting;

public sealed class CalibratorChoiceTests
{
    [Fact]
    public void Scores_that_are_log_odds_already_are_left_as_they_are()
    {
        var choice = Choose(score => score);
        choice.Name.ShouldBe("none");
        choice.Calibrator.ShouldBeOfType<PlattCalibrator>().A.ShouldBe(-1);
    }

    [Fact]
    public void Scores_on_another_scale_are_brought_to_it()
    {
        var choice = Choose(score => 3 * score + 2);
        choice.Name.ShouldBe("platt");
        choice.Calibrator.ShouldBeOfType<PlattCalibrator>().A.ShouldBe(-1.0 / 3, 0.05);
        choice.Metrics.CalibrationError.ShouldBeLessThan(0.02);
    }

    [Fact]
    public void A_shape_that_no_sigmoid_has_needs_the_isotonic_one() =>
        // The cube root of the log-odds: steep in the middle, flat at both ends.
        Choose(score => Math.Cbrt(score)).Name.ShouldBe("isotonic");

    [Fact]
    public void A_row_is_judged_by_a_calibrator_that_did_not_see_its_fold()
    {
        // Fold 1 holds no event among high scores, fold 0 only events: a calibrator that saw both would be in between.
        double[] scores = [.. Enumerable.Repeat(5.0, 50), .. Enumerable.Repeat(-5.0, 50), .. Enumerable.Repeat(5.0, 50), .. Enumerable.Repeat(-5.0, 50)];
        float[] labels = [.. Enumerable.Repeat(1f, 50), .. Enumerable.Repeat(0f, 50), .. Enumerable.Repeat(0f, 50), .. Enumerable.Repeat(1f, 50)];
        int[] folds = [.. Enumerable.Repeat(0, 100), .. Enumerable.Repeat(1, 100)];
        CalibratorChoice.Best(scores, labels, folds).Metrics.LogLoss.ShouldBeGreaterThan(Math.Log(2));
    }

    [Fact]
    public void A_row_that_stands_for_two_counts_as_two()
    {
        var random = new Random(8);
        double[] scores = [.. Enumerable.Range(0, 600).Select(_ => 2 * (6 * random.NextDouble() - 3))];
        float[] labels = [.. scores.Select(s => random.NextDouble() < 1 / (1 + Math.Exp(-s / 2)) ? 1f : 0f)];
        int[] folds = [.. Enumerable.Range(0, 600).Select(i => i % 5)];
        float[] weights = [.. Enumerable.Range(0, 600).Select(i => i % 3 == 0 ? 2f : 1f)];
        int[] twice = [.. Enumerable.Range(0, 600).SelectMany(i => Enumerable.Repeat(i, (int)weights[i]))];

        var weighted = CalibratorChoice.Best(scores, labels, folds, fitted: true, weights);
        var repeated = CalibratorChoice.Best(
            [.. twice.Select(i => scores[i])], [.. twice.Select(i => labels[i])], [.. twice.Select(i => folds[i])], fitted: true);

        weighted.Name.ShouldBe(repeated.Name);
        weighted.Metrics.ShouldBe(repeated.Metrics);
        weighted.Metrics.ShouldNotBe(CalibratorChoice.Best(scores, labels, folds, fitted: true).Metrics);
        foreach (float score in (float[])[-4, -1, 0, 2, 5])
            weighted.Calibrator.Probability(score).ShouldBe(repeated.Calibrator.Probability(score));
    }

    private static CalibratorChoice Choose(Func<double, double> distort)
    {
        var random = new Random(5);
        double[] logOdds = [.. Enumerable.Range(0, 6000).Select(_ => 6 * random.NextDouble() - 3)];
        float[] labels = [.. logOdds.Select(s => random.NextDouble() < 1 / (1 + Math.Exp(-s)) ? 1f : 0f)];
        return CalibratorChoice.Best([.. logOdds.Select(distort)], labels, [.. Enumerable.Range(0, 6000).Select(i => i % 5)]);
    }
}
