using Finntelligence.Trees.Evaluation;
using Finntelligence.Trees.Tests.Support;

namespace Finntelligence.Trees.Tests.Evaluation;

public sealed class KolmogorovSmirnovTests
{
    [Fact]
    public void Of_Is_The_Largest_Gap_Worked_By_Hand() =>
        // After 0.1: negatives 1/2, positives 0. After 0.3: 1/2 and 1/3. After 0.5: 1 and 2/3. Largest 1/2.
        KolmogorovSmirnov.Of([0.8, 0.5, 0.3, 0.5, 0.1], [1, 1, 1, 0, 0]).ShouldBe(0.5);

    [Fact]
    public void Of_Equals_The_Maximum_Over_All_Thresholds()
    {
        var random = new Random(5);
        for (var round = 0; round < 20; round++)
        {
            var (scores, labels, weights) = Samples.Make(random, 150);
            var expected = scores.Max(t => Math.Abs(Below(t, 1) - Below(t, 0)));
            KolmogorovSmirnov.Of(scores, labels, weights).ShouldBe(expected, 1e-12);

            double Below(double threshold, float label) =>
                Sum(i => labels[i] == label && scores[i] <= threshold) / Sum(i => labels[i] == label);

            double Sum(Func<int, bool> which) => Enumerable.Range(0, scores.Length).Where(which).Sum(i => (double)weights[i]);
        }
    }

    [Fact]
    public void Of_Refuses_One_Class() => Should.Throw<ArgumentException>(() => KolmogorovSmirnov.Of([1, 2], [0, 0]));
}
