using Finntelligence.Evidence.Evaluation.Data;
using Finntelligence.Evidence.Evaluation.Policies;
using Finntelligence.Evidence.Planning;
using Finntelligence.Experiments.Planning;
using Finntelligence.Histories.Checks;
using Finntelligence.Histories.Import;
using Finntelligence.Histories.Sources;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Identification;

namespace Finntelligence.Evidence.Tests.Planning;

public sealed class PlanRunTests
{
    private static readonly ProductDefinition Product = ProductLoader.Load(Repository.File("data/cash-loan/product.json"));
    private static readonly PowerPlan Power = new(0.9, 0.8);
    private static readonly PlanSettings Settings = new("ZAR", 5, 300, 0.8, 0.9);

    // What was found by hand from the intervals of evaluate: gains below 4 to 5 rand are beyond 53,810 letters.
    [RealDataFact]
    public void On_the_real_experiment_gains_below_four_to_five_rand_an_offer_cannot_be_seen()
    {
        var run = Real();
        var history = run.History("history.csv", false, Power);
        history.Offers.ShouldBe(53_810);
        history.LeastSeenAsMailed.ShouldBeInRange(4, 5);
        history.LeastSeen.ShouldBeInRange(5, 7);
        var half = run.Designs(Settings, Power, [0.5], [1]);
        half[0].LeastSeen.ShouldBe(history.LeastSeen, 1e-9);
        half[1].LeastSeen.ShouldBeGreaterThan(history.LeastSeen);
    }

    [Fact]
    public void On_the_twin_designs_follow_their_formulas()
    {
        var run = Twin();
        var history = run.History("simulated.csv.gz", true, Power);
        var designs = run.Designs(Settings, Power, [0.1, 0.5], [1]);

        designs.Length.ShouldBe(4);
        double variance = history.Deviation * history.Deviation;
        designs[0].Variance.ShouldBe((variance / 0.1) + (variance / 0.9), 1e-6 * variance);
        designs[0].Offers.ShouldBe(Math.Ceiling(Power.Offers(designs[0].Variance, 5)));
        designs[0].Days.ShouldBe(Math.Ceiling(designs[0].Offers / 300));
        // A point below the card on a grid of quarter points: five rates.
        designs[1].Rates.ShouldBe(5, 1e-9);
        designs[1].Offers.ShouldBeGreaterThan(designs[0].Offers);
        designs[2].Offers.ShouldBeLessThan(designs[0].Offers);
        PlanWords.Seen(new ExperimentPlan { History = history, Settings = Settings, Designs = designs }).ShouldContain("cannot be seen");
    }

    private static PlanRun Twin() => Of(Repository.File("data/cash-loan/simulated.csv.gz"));

    private static PlanRun Real()
    {
        using var folder = new TestFolder();
        string history = folder.File("history.csv");
        new HistoryImport(ImportChecks.Load(Repository.File("data/cash-loan/import-checks.json")), Product)
            .Run(() => SourceFile.Open(RealData.Path!), history, false, new Progress<double>(), default);
        return Of(history);
    }

    private static PlanRun Of(string path)
    {
        var grid = new RateGrid(Product);
        var rows = ExperimentReader.Read(Product, ExperimentDefinition.Load(Repository.File("data/cash-loan/experiment.json")), grid.Card, path, default);
        return new PlanRun(grid, rows, RealisedProfit.Recorded(rows, 1));
    }
}
