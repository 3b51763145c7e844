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
        gates.Check("risk", good, Entry(good.SetItem("auc", double.NaN))).First().Limit.ShouldBe("≥ 0.65000 (version 4 was not measured)");
    }

    [Theory]
    [InlineData("auc", 0.617, "AUC")]
    [InlineData("calibrationError", 0.06, "calibration error")]
    // 0.325 and 0.09 are those of the observed 10 % for everybody.
    [InlineData("logLoss", 0.326, "log-loss")]
    [InlineData("brier", 0.0901, "Brier")]
    public void A_First_Version_Has_Limits_Of_Its_Own(string metric, double value, string gate)
    {
        var gates = new MetricGates(new PromotionLimits());
        var good = SomeArtifacts.GoodMetrics;

        gates.Check("risk", good, incumbent: null).ShouldAllBe(r => r.Passed);
        gates.Check("risk", good.SetItem(metric, value), incumbent: null).Single(r => !r.Passed).Gate.ShouldBe(gate);
    }

    [Fact]
    public void Steps_That_Are_Each_Small_Enough_Do_Not_Lead_Below_The_Least_Of_Any_Version()
    {
        var good = SomeArtifacts.GoodMetrics;
        var result = new MetricGates(new PromotionLimits()).Check("risk", good.SetItem("auc", 0.649), Entry(good.SetItem("auc", 0.652))).First();

        result.Passed.ShouldBeFalse();
        result.Limit.ShouldBe("≥ 0.65000 (the least for any version; version 4: 0.65200)");
    }

    private static VersionEntry Entry(IReadOnlyDictionary<string, double> metrics) => new(
        4, new string('0', 64), 1, DateTimeOffset.UnixEpoch, new DataReference("a", "b", "c"), new Dictionary<string, string>(), 1, "1.0.0", null,
        metrics, null, new Dictionary<string, string>());
}
