using Finntelligence.Modelling.Gates;
using Finntelligence.Modelling.Tests.Versions;
using Finntelligence.ModelOps.Registry;

namespace Finntelligence.Modelling.Tests.Gates;

public sealed class MetricGatesTests
{
    [Fact]
    public void A_Tolerance_Of_Zero_Lets_An_Equal_Figure_Pass_And_No_Worse_One()
    {
        var gates = new MetricGates(new PromotionLimits { AucLoss = 0, LogLossRise = 0, BrierRise = 0, CalibrationErrorRise = 0 });
        var good = SomeArtifacts.GoodMetrics;

        gates.Check("risk", good, Entry(good)).ShouldAllBe(r => r.Passed);
        foreach (var (metric, worse) in new[] { ("auc", 0.6999), ("logLoss", 0.2501), ("brier", 0.0601), ("calibrationError", 0.0101) })
            gates.Check("risk", good.SetItem(metric, worse), Entry(good)).Count(r => !r.Passed).ShouldBe(1, metric);
        foreach (var (metric, better) in new[] { ("auc", 0.9), ("logLoss", 0.1), ("brier", 0.01), ("calibrationError", 0) })
            gates.Check("risk", good.SetItem(metric, better), Entry(good)).ShouldAllBe(r => r.Passed);
    }

    [Fact]
    public void What_Is_Not_A_Number_Was_Not_Measured()
    {
        var gates = new MetricGates(new PromotionLimits());
        var good = SomeArtifacts.GoodMetrics;

        gates.Check("risk", good.SetItem("auc", double.NaN), incumbent: null).Single(r => !r.Passed).Figure.ShouldBe("not measured");
        gates.Check("risk", good, Entry(good.SetItem("auc", double.NaN))).First().Limit.ShouldBe("none: version 4 was not measured");
    }

    private static VersionEntry Entry(IReadOnlyDictionary<string, double> metrics) => new(
        4, new string('0', 64), 1, DateTimeOffset.UnixEpoch, new DataReference("a", "b", "c"), new Dictionary<string, string>(), 1, "1.0.0", null,
        metrics, null, new Dictionary<string, string>());
}
