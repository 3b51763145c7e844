using System.Text;
using System.Text.Json.Nodes;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Fitting;
using Finntelligence.Modelling.Gates;
using Finntelligence.Modelling.Tests.Versions;
using Finntelligence.Testing;
using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Modelling.Tests.Gates;

public sealed class RatePromiseTests
{
    private static readonly ProductDefinition Product = ProductLoader.Load(Repository.File("data/cash-loan/product.json"));
    private static readonly PlattCalibrator LogOdds = new(-1, 0);

    [Theory]
    [InlineData(ModelKind.Risk, "falls")]
    [InlineData(ModelKind.Acceptance, "rises")]
    public void A_model_that_keeps_the_promise_breaks_it_for_nobody(ModelKind kind, string direction) =>
        Measure(kind, SomeArtifacts.Of(Product, kind, 0.5, SomeArtifacts.GoodMetrics).Ensemble).ShouldBe(new RatePromise(direction, 0, 0));

    [Fact]
    public void One_that_breaks_it_for_everybody_says_by_how_much()
    {
        var ensemble = SomeArtifacts.Of(Product, ModelKind.Acceptance, -0.5, SomeArtifacts.GoodMetrics).Ensemble;
        var promise = Measure(ModelKind.Acceptance, ensemble)!;
        promise.Share.ShouldBe(1);
        promise.Largest.ShouldBe(LogOdds.Probability(-1.5f) - (double)LogOdds.Probability(-2f), 1e-9);
        var gate = MonotoneGates.Check("acceptance", ensemble, 50, CancellationToken.None, new PromiseFigures(promise, []).Figures().ToDictionary())
            .Single(g => g.Gate == "monotone in rate");
        gate.Passed.ShouldBeFalse();
        gate.Figure.ShouldContain("over the product's rates it rises somewhere for 100.0 % of the applicants of history, by up to 0.0632 in probability");
    }

    [Fact]
    public void Only_the_applicants_for_whom_it_moves_the_wrong_way_are_counted()
    {
        // Take-up rises with the rate for those with a low application score, and for nobody else.
        var features = new FeatureEncoder(Product, ModelKind.Acceptance).Features;
        var names = features.Select(f => f.Name).ToList();
        var tree = new DecisionTree(
            [
                new SplitNode(names.IndexOf("applicationScore"), 30, 1, ~2, false, 1, 10),
                new SplitNode(names.IndexOf("rate"), 7, ~0, ~1, false, 1, 5),
            ],
            [new Leaf(-3, 2), new Leaf(-2, 3), new Leaf(-2.5, 5)]);
        var rows = Rows(ModelKind.Acceptance);
        var low = Enumerable.Range(0, rows.Labels.Length).Count(i => rows.Values[(i * features.Length) + names.IndexOf("applicationScore")] <= 30);

        var promise = Measure(ModelKind.Acceptance, new TreeEnsemble(features, 0, [tree]))!;

        low.ShouldBeInRange(1, rows.Labels.Length - 1);
        promise.Share.ShouldBe((double)low / rows.Labels.Length, 1e-12);
        promise.Largest.ShouldBeGreaterThan(0.05);
    }

    // What the formula is at another rate, its value at the rate of history does not tell: neither of its features is an input.
    [Fact]
    public void A_formula_of_the_rate_is_worked_out_for_each_applicant()
    {
        var json = JsonNode.Parse(File.ReadAllText(Repository.File("data/cash-loan/product.json")))!;
        json["derived"]!.AsArray().Add(JsonNode.Parse("""{"name":"gap","formula":"max(rate - lastLoanMonths, 0) * (priorLoans - 3)","reason":{"code":"GAP","text":"The rate"}}"""));
        json["models"]!["acceptance"]!["inputs"] = new JsonArray("applicationScore", "gap");
        var product = ProductLoader.Parse(Encoding.UTF8.GetBytes(json.ToJsonString()));
        var rows = History.Read(product, ModelKind.Acceptance, Repository.File("data/cash-loan/simulated.csv.gz"));
        var features = new FeatureEncoder(product, ModelKind.Acceptance).Features;
        // Take-up rises where the gap exceeds 4.
        var ensemble = new TreeEnsemble(features, 0, [new DecisionTree([new SplitNode(1, 4, ~0, ~1, false, 1, 10)], [new Leaf(-3, 5), new Leaf(-2, 5)])]);

        var promise = RatePromise.Measure(product, rows, ensemble, LogOdds, 0, CancellationToken.None)!;

        var (months, loans) = (product.Applicant.ToList().FindIndex(f => f.Name == "lastLoanMonths"), product.Applicant.ToList().FindIndex(f => f.Name == "priorLoans"));
        var broken = Enumerable.Range(0, rows.Labels.Length).Count(i =>
        {
            var applicant = rows.Applicants!.Row(i);
            float Gap(double rate, ReadOnlySpan<float> of) => (float)(Math.Max(rate - of[months], 0) * (of[loans] - 3));
            return Gap(3.25, applicant) <= 4 && Gap(11.75, applicant) > 4;
        });
        broken.ShouldBeInRange(1, rows.Labels.Length - 1);
        promise.Share.ShouldBe((double)broken / rows.Labels.Length, 1e-12);
    }

    [Fact]
    public void Threads_do_not_change_it()
    {
        var ensemble = SomeArtifacts.Of(Product, ModelKind.Risk, -0.5, SomeArtifacts.GoodMetrics).Ensemble;
        Measure(ModelKind.Risk, ensemble, threads: 1).ShouldBe(Measure(ModelKind.Risk, ensemble, threads: 4));
    }

    private static RatePromise? Measure(ModelKind kind, TreeEnsemble ensemble, int threads = 0) =>
        RatePromise.Measure(Product, Rows(kind), ensemble, LogOdds, threads, CancellationToken.None);

    private static TrainingRows Rows(ModelKind kind) => History.Read(Product, kind, Repository.File("data/cash-loan/simulated.csv.gz"));
}
