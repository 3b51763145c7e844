using Finntelligence.Trees.Evaluation;
using Finntelligence.Trees.Tests.Support;

namespace Finntelligence.Trees.Tests.Evaluation;

public sealed class RocCurveTests
{
    [Fact]
    public void Of_Steps_As_Worked_By_Hand() =>
        RocCurve.Of([0.8, 0.5, 0.25, 0.5, 0.1], [1, 1, 1, 0, 0]).ShouldBe(
        [
            new RocPoint(double.PositiveInfinity, 0, 0),
            new RocPoint(0.8, 0, 1 / 3.0),
            new RocPoint(0.5, 0.5, 2 / 3.0),
            new RocPoint(0.25, 0.5, 1),
            new RocPoint(0.1, 1, 1),
        ]);

    [Fact]
    public void Of_Encloses_The_Auc()
    {
        var (scores, labels, weights) = Samples.Make(new Random(9), 300);
        var curve = RocCurve.Of(scores, labels, weights);
        var area = curve.Zip(curve.Skip(1), (a, b) =>
            (b.FalsePositiveRate - a.FalsePositiveRate) * (a.TruePositiveRate + b.TruePositiveRate) / 2).Sum();
        area.ShouldBe(Auc.Of(scores, labels, weights), 1e-12);
    }
}
