using Finntelligence.Lending.Drift;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Tests.Drift;

public sealed class DriftJudgementTests
{
    private static readonly Histogram Training = new("baseRate", [2], [5000, 5000], 0);
    private static readonly Monitoring Declared = Monitoring.Default with { Calendar = ["baseRate"] };

    [Fact]
    public void What_follows_the_calendar_is_measured_and_not_judged()
    {
        var current = Training with { Counts = [0, 1000] };

        DriftJudgement.OfFeature(Monitoring.Default, Training, current).Level.ShouldBe(DriftLevel.Drift);
        var stability = DriftJudgement.OfFeature(Declared, Training, current);
        stability.Level.ShouldBe(DriftLevel.NotJudged);
        stability.Index.ShouldBeGreaterThan(1);
    }

    [Fact]
    public void That_it_is_missing_more_often_is_drift_all_the_same() =>
        DriftJudgement.OfFeature(Declared, Training, Training with { Counts = [400, 400], Missing = 200 }).Level.ShouldBe(DriftLevel.Drift);

    [Fact]
    public void Others_are_judged_as_ever() =>
        DriftJudgement.OfFeature(Declared, Training with { Name = "income" }, Training with { Counts = [0, 1000] }).Level.ShouldBe(DriftLevel.Drift);
}
