using Finntelligence.Trees.Evaluation;
using Finntelligence.Trees.Tests.Support;

namespace Finntelligence.Trees.Tests.Evaluation;

public sealed class CalibrationErrorTests
{
    [Fact]
    public void Of_Is_The_Mean_Gap_Worked_By_Hand() =>
        // Two bins of two rows: predicted 0.15 and observed 0; predicted 0.75 and observed 0.5.
        CalibrationError.Of([0.1, 0.2, 0.7, 0.8], [0, 0, 1, 0], bins: 2).ShouldBe((0.15 + 0.25) / 2, 1e-15);

    [Fact]
    public void Of_Puts_Ties_Into_One_Bin_Whatever_Their_Order()
    {
        // Six equal probabilities across the border of two bins of five: their middle lies at 5/10, so all go to the second.
        double[] p = [0.1, 0.1, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.9, 0.9];
        var expected = ((2 * 0.1) + Math.Abs((6 * 0.5) + (2 * 0.9) - 5)) / 10;
        CalibrationError.Of(p, [0, 0, 1, 1, 1, 0, 0, 0, 1, 1], bins: 2).ShouldBe(expected, 1e-15);
        CalibrationError.Of(p, [0, 0, 0, 0, 0, 1, 1, 1, 1, 1], bins: 2).ShouldBe(expected, 1e-15);
    }

    [Fact]
    public void Of_Equals_A_Row_By_Row_Assignment()
    {
        var random = new Random(8);
        for (var round = 0; round < 20; round++)
        {
            var (p, y, w) = Samples.Probabilities(random, 300);
            var total = w.Sum(v => (double)v);
            var bins = Enumerable.Range(0, p.Length).Where(i => w[i] > 0).GroupBy(i =>
                (int)(20 * (Sum(j => p[j] < p[i]) + (Sum(j => p[j] == p[i]) / 2)) / total));
            var expected = bins.Sum(bin => Math.Abs(bin.Sum(i => w[i] * (p[i] - y[i])))) / total;
            CalibrationError.Of(p, y, w).ShouldBe(expected, 1e-12);

            double Sum(Func<int, bool> which) => Enumerable.Range(0, p.Length).Where(which).Sum(i => (double)w[i]);
        }
    }

    [Fact]
    public void Of_One_Bin_Is_The_Gap_Of_The_Means() =>
        CalibrationError.Of([0.2, 0.4, 0.9], [1, 0, 1], bins: 1).ShouldBe(Math.Abs((1.5 / 3) - (2 / 3.0)), 1e-15);

    [Fact]
    public void Of_Refuses_No_Bins() => Should.Throw<ArgumentException>(() => CalibrationError.Of([0.2], [1], bins: 0));
}
