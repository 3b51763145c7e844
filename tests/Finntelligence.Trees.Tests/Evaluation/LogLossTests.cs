using Finntelligence.Trees.Evaluation;
using Finntelligence.Trees.Tests.Support;

namespace Finntelligence.Trees.Tests.Evaluation;

public sealed class LogLossTests
{
    [Fact]
    public void Of_Is_The_Weighted_Mean_Worked_By_Hand() =>
        LogLoss.Of([0.5, 0.25, 0.25], [1, 0, 1], [1, 2, 1]).ShouldBe((Math.Log(2) + (2 * Math.Log(4 / 3.0)) + Math.Log(4)) / 4, 1e-15);

    [Fact]
    public void Of_Clips_Certain_Mistakes()
    {
        LogLoss.Of([0], [1]).ShouldBe(-Math.Log(1e-15), 1e-9);
        LogLoss.Of([1], [0]).ShouldBe(-Math.Log(1e-15), 0.1);
        LogLoss.Of([0, 1], [0, 1]).ShouldBe(0, 1e-14);
    }

    [Fact]
    public void Of_Equals_The_Row_By_Row_Sum()
    {
        var (p, y, w) = Samples.Probabilities(new Random(6), 400);
        var expected = p.Select((q, i) => -w[i] * Math.Log(y[i] == 1 ? q : 1 - q)).Sum() / w.Sum(v => (double)v);
        LogLoss.Of(p, y, w).ShouldBe(expected, 1e-12);
    }

    [Fact]
    public void Of_Refuses_What_Is_No_Probability() => Should.Throw<ArgumentException>(() => LogLoss.Of([1.5], [1]));
}
