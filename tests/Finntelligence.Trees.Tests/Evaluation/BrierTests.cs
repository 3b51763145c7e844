using Finntelligence.Trees.Evaluation;
using Finntelligence.Trees.Tests.Support;

namespace Finntelligence.Trees.Tests.Evaluation;

public sealed class BrierTests
{
    [Fact]
    public void Of_Is_The_Weighted_Mean_Worked_By_Hand() =>
        Brier.Of([0.5, 0.25, 1], [1, 0, 0], [1, 2, 1]).ShouldBe((0.25 + (2 * 0.0625) + 1) / 4, 1e-15);

    [Fact]
    public void Of_Equals_The_Row_By_Row_Sum()
    {
        var (p, y, w) = Samples.Probabilities(new Random(7), 400);
        Brier.Of(p, y, w).ShouldBe(p.Select((q, i) => w[i] * (q - y[i]) * (q - y[i])).Sum() / w.Sum(v => (double)v), 1e-12);
    }

    [Fact]
    public void Of_Refuses_What_Is_No_Probability() => Should.Throw<ArgumentException>(() => Brier.Of([-0.1], [1]));
}
