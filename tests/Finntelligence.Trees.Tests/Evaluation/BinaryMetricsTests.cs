using Finntelligence.Trees.Evaluation;
using Finntelligence.Trees.Tests.Support;

namespace Finntelligence.Trees.Tests.Evaluation;

public sealed class BinaryMetricsTests
{
    [Fact]
    public void Of_Equals_The_Single_Metrics()
    {
        var (p, y, w) = Samples.Probabilities(new Random(1), 500);
        var metrics = BinaryMetrics.Of(p, y, w);

        metrics.Auc.ShouldBe(Auc.Of(p, y, w));
        metrics.KolmogorovSmirnov.ShouldBe(KolmogorovSmirnov.Of(p, y, w));
        metrics.LogLoss.ShouldBe(LogLoss.Of(p, y, w));
        metrics.Brier.ShouldBe(Brier.Of(p, y, w));
        metrics.CalibrationError.ShouldBe(CalibrationError.Of(p, y, w));
    }

    [Fact]
    public void Of_Gives_Weighted_Means()
    {
        var metrics = BinaryMetrics.Of([0.2, 0.6, 0.9], [0, 1, 1], [2, 1, 1]);
        metrics.MeanPredicted.ShouldBe((0.4 + 0.6 + 0.9) / 4, 1e-15);
        metrics.MeanObserved.ShouldBe(0.5);
    }

    [Fact]
    public void Of_Does_Not_Depend_On_Row_Order()
    {
        var (p, y, w) = Samples.Probabilities(new Random(2), 2_000);
        var metrics = BinaryMetrics.Of(p, y, w);
        Samples.Shuffle(new Random(3), p, y, w);
        BinaryMetrics.Of(p, y, w).ShouldBe(metrics);
    }

    [Fact]
    public void Of_Refuses_One_Class() =>
        Should.Throw<ArgumentException>(() => BinaryMetrics.Of([0.1, 0.2], [0, 0])).Message.ShouldContain("All rows have label 0");
}
