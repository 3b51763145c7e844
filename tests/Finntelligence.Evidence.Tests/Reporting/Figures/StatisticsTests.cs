using Finntelligence.Evidence.Reporting.Figures;
using Finntelligence.Trees.Evaluation;
using Finntelligence.Trees.Numerics;

namespace Finntelligence.Evidence.Tests.Reporting.Figures;

public class StatisticsTests
{
    [Fact]
    public void Wilson_Is_the_published_interval()
    {
        // Wilson 1927, 5 in 20 at z = 1.645, worked by hand.
        var (low, high) = Statistics.Wilson(5, 20);

        low.ShouldBe(0.1274, 1e-4);
        high.ShouldBe(0.4322, 1e-4);
        Statistics.Wilson(0, 10).Low.ShouldBe(0);
    }

    [Fact]
    public void AucInterval_Has_the_variance_that_DeLong_defines()
    {
        double[] scores = [0.1, 0.4, 0.35, 0.8, 0.4, 0.9, 0.2];
        float[] labels = [0, 0, 1, 1, 1, 1, 0];
        double auc = Auc.Of(scores, labels);
        double[] positive = [.. scores.Where((_, i) => labels[i] == 1)], negative = [.. scores.Where((_, i) => labels[i] == 0)];
        static double Wins(double a, double b) => a > b ? 1 : a == b ? 0.5 : 0;
        static double Variance(double[] values) => values.Sum(v => (v - values.Average()) * (v - values.Average())) / (values.Length - 1);
        double[] ofPositive = [.. positive.Select(p => negative.Average(n => Wins(p, n)))];
        double[] ofNegative = [.. negative.Select(n => positive.Average(p => Wins(p, n)))];
        double half = 1.6448536 * Math.Sqrt(Variance(ofPositive) / positive.Length + Variance(ofNegative) / negative.Length);

        Statistics.AucInterval(scores, labels, auc).Low.ShouldBe(auc - half, 1e-9);
    }

    [Fact]
    public void Draws_Have_mean_and_variance_1()
    {
        int[] draws = [.. Enumerable.Range(0, 100_000).Select(i => Statistics.Draws(new CounterRandom(3), i))];

        draws.Average().ShouldBe(1, 0.02);
        draws.Average(d => (d - 1.0) * (d - 1)).ShouldBe(1, 0.03);
    }

    [Fact]
    public void Quantile_Interpolates() => Statistics.Quantile([1, 2, 4], 0.75).ShouldBe(3);

    [Fact]
    public void ValueBins_Hold_no_fewer_people_than_may_be_shown()
    {
        float[] values = [.. Enumerable.Range(0, 200).Select(i => (float)(i % 7)), 50, 60, float.NaN, .. Enumerable.Repeat(9f, 9)];
        foreach (var bins in new[] { ValueBins.Of(values, 12, []), ValueBins.Of(values, 3, []), ValueBins.OfEqualWidth(values, 6, []) })
        {
            var counts = values.Where(v => !float.IsNaN(v)).GroupBy(bins.Of).ToDictionary(g => g.Key, g => g.Count());
            counts.Keys.Order().ShouldBe(Enumerable.Range(0, bins.Names.Length));
            counts.Values.ShouldAllBe(n => n >= Statistics.SmallestCell);
            bins.Names.Distinct().Count().ShouldBe(bins.Names.Length);
            bins.Of(float.NaN).ShouldBe(-1);
        }
    }
}
