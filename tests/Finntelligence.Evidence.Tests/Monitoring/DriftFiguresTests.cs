using Finntelligence.Evidence.Monitoring;
using Finntelligence.Lending.Drift;
using Finntelligence.Lending.Models;
using LimitsOfProduct = Finntelligence.Lending.Products.Monitoring;

namespace Finntelligence.Evidence.Tests.Monitoring;

public sealed class DriftFiguresTests
{
    private static readonly Histogram Some = new("x", [1], [1, 1], 0);

    [Fact]
    public void What_follows_the_calendar_is_shown_behind_the_others_and_alarms_nobody()
    {
        var model = new ModelDrift(
            "risk", "loans", 1000, [Feature("baseRate", DriftLevel.NotJudged), Feature("income", DriftLevel.Stable)], null, null);
        var figures = new DriftFigures("late.csv", 1000, 0, LimitsOfProduct.Default with { Calendar = ["baseRate"] }, [model]);

        figures.Shown(model).Select(f => f.Name).ShouldBe(["income", "baseRate"]);
        figures.Shown(model).Select(figures.WordOf).ShouldBe(["stable", "follows the calendar"]);
        figures.WordOf(Feature("baseRate", DriftLevel.Drift)).ShouldBe("DRIFT");
        figures.Level.ShouldBe(DriftLevel.Stable);
    }

    private static FeatureDrift Feature(string name, DriftLevel level) => new(name, 1.5, 0.1, 0, 0, 0, level, Some, Some);
}
