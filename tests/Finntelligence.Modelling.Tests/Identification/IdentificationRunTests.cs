using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Finntelligence.Histories.Records;
using Finntelligence.Histories.Simulation;
using Finntelligence.Histories.Simulation.Confounding;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Identification;
using Finntelligence.Trees.Numerics;
using ModelKind = Finntelligence.Lending.Products.ModelKind;

namespace Finntelligence.Modelling.Tests.Identification;

public sealed class IdentificationRunTests
{
    private const int Rows = 6000;
    private static readonly ProductDefinition Product = ProductLoader.Load(Repository.File("data/cash-loan/product.json"));
    private static readonly ExperimentDefinition Design = ExperimentDefinition.Load(Repository.File("data/cash-loan/experiment.json"));

    [Theory]
    [InlineData(ModelKind.Acceptance)]
    [InlineData(ModelKind.Risk)]
    public void The_twin_of_the_experiment_is_randomised_and_its_rows_count_one_each(ModelKind kind)
    {
        var prices = Twin(Design, kind);

        prices.Figures.Verdict.ShouldBe(PriceVerdict.Randomised);
        prices.Figures.IsSelected.ShouldBe(kind == ModelKind.Risk);
        prices.Figures.Design!.Strata.ShouldBe(["risk", "wave"]);
        prices.Figures.Design.Unseen.ShouldBe(["wave"]);
        prices.Figures.Design.Explained.ShouldBeLessThan(0.01);
        prices.Figures.Placebos.Select(p => p.Column).ShouldContain("age");
        prices.Weights.ShouldBeNull();
        prices.Band.ShouldBeNull();
        prices.Figures.Weights.ShouldBeNull();
    }

    [Fact]
    public void Without_a_declared_design_nothing_is_randomised()
    {
        var prices = Twin(null, ModelKind.Acceptance);

        prices.Figures.Verdict.ShouldBe(PriceVerdict.Identified);
        prices.Figures.Design.ShouldBeNull();
        prices.Weights!.Length.ShouldBe(Rows);
        prices.Weights.Average().ShouldBe(1, 0.01);
        prices.Figures.Weights!.Balance.ShouldAllBe(b => b.After < 0.05);
    }

    [Fact]
    public void A_design_declared_where_prices_followed_risk_is_found_out()
    {
        var prices = Confounded(ConfoundingStrength.Moderate, Design);

        prices.Figures.Verdict.ShouldNotBe(PriceVerdict.Randomised);
        prices.Figures.Grounds[0].ShouldContain("is not what the rows show");
    }

    [Fact]
    public void A_hidden_cause_that_goes_with_something_fixed_before_the_rate_is_found()
    {
        foreach (var strength in ConfoundingStrength.All.Where(s => s.Mood > 0))
        {
            var figures = Confounded(strength, null).Figures;
            figures.Verdict.ShouldBe(PriceVerdict.NotIdentified, strength.Name);
            figures.Grounds.ShouldContain(g => g.Contains("goes with age"), strength.Name);
        }
    }

    [Fact]
    public void The_same_rows_give_the_same_figures_at_any_number_of_threads()
    {
        var (one, two) = (Twin(null, ModelKind.Risk, threads: 1), Twin(null, ModelKind.Risk, threads: 3));

        two.Weights.ShouldBe(one.Weights);
        two.Figures.Explained.ShouldBe(one.Figures.Explained);
        two.Figures.Placebos.ShouldBe(one.Figures.Placebos);
    }

    [Fact]
    public void The_band_holds_about_nine_in_ten_of_the_rates_of_people_alike()
    {
        using var folder = new TestFolder();
        var path = Path.Combine(folder.Path, "history.csv");
        ConfoundedSimulation.Write(path, ConfoundingStrength.Moderate, 5, Rows, new Progress<double>(), default);
        var rows = History.Read(Product, ModelKind.Acceptance, path);
        var band = Look(path, null, ModelKind.Acceptance, 1).Band!;
        int[] own = RateBand.InputsOf(new FeatureEncoder(Product, ModelKind.Acceptance));
        var width = Product.Acceptance.Inputs.Length;
        var within = Enumerable.Range(0, Rows).Average(i =>
        {
            var (lowest, highest) = band.Of([.. own.Select(j => rows.Values[(i * width) + j])]);
            (highest - lowest).ShouldBeLessThan(6);
            return rows.Offers[i].Rate >= lowest && rows.Offers[i].Rate <= highest ? 1.0 : 0;
        });

        within.ShouldBe(0.9, 0.03);
    }

    [Fact]
    public void One_rate_for_all_tells_nothing()
    {
        using var folder = new TestFolder();
        var path = Path.Combine(folder.Path, "history.csv");
        TwinSimulation.Write(path, 5, 1000, new Progress<double>(), default);
        var lines = File.ReadAllLines(path);
        var rate = Array.IndexOf(lines[0].Split(','), "offer4");
        File.WriteAllLines(path, lines.Select((line, i) => i == 0 ? line : string.Join(',', line.Split(',').Select((cell, c) => c == rate ? "7.5" : cell))));

        var prices = Look(path, null, ModelKind.Acceptance, 1);

        prices.Figures.Verdict.ShouldBe(PriceVerdict.NotIdentified);
        prices.Weights.ShouldBeNull();
    }

    // A champion whose rate follows the score, and an arm that draws one of five.
    [Fact]
    public void What_a_log_says_of_its_draws_takes_the_place_of_what_would_be_estimated()
    {
        using var folder = new TestFolder();
        var own = OwnNames.Of(Product);
        var drawn = Look(own, Logged(folder, "drawn.csv", withPropensities: true));
        drawn.Figures.Weights!.Drawn.ShouldBe(true);
        drawn.Figures.Weights.EffectiveRows.ShouldBeLessThan(Rows * 0.95);
        var score = drawn.Figures.Weights.Balance.Single(b => b.Feature == "bureauScore");
        score.Before.ShouldBeGreaterThan(0.4);
        score.After.ShouldBeLessThan(0.05);
        drawn.Figures.Verdict.ShouldBe(PriceVerdict.Identified);
        drawn.Weights!.Average().ShouldBe(1, 0.01);

        // Without propensities below 1 nothing is known of a draw.
        Look(own, Logged(folder, "certain.csv", withPropensities: false)).Figures.Weights!.Drawn.ShouldBeNull();
    }

    private static string Logged(TestFolder folder, string name, bool withPropensities)
    {
        var random = new CounterRandom(3);
        var text = new StringBuilder("decidedAt,riskCategory,monthlyIncome,bureauScore,applicationScore,priorLoans,monthsSinceLastLoan,lastLoanAmount,lastLoanMonths,amount,months,rate,propensity,policy,accepted,defaulted\n");
        for (var i = 0; i < Rows; i++)
        {
            double At(ulong what) => random.Fork(what).Uniform((ulong)i);
            double score = 400 + Math.Floor(300 * At(1)), champion = score < 500 ? 7.75 : score < 600 ? 6.75 : 5.75;
            var rate = At(2) < 0.6 ? champion : 3.75 + Math.Floor(5 * At(3));
            var propensity = withPropensities ? (rate == champion ? 0.6 : 0) + 0.08 : 1;
            var accepted = At(4) < 0.9 - (0.08 * rate) ? 1 : 0;
            text.Append(CultureInfo.InvariantCulture, $"2026-01-01T00:00:00Z,LOW,{2000 + Math.Floor(3000 * At(5))},{score},{20 + Math.Floor(20 * At(6))},3,10,1000,4,1000,4,{rate},{propensity},experiment:1/a,{accepted},\n");
        }

        return folder.Write(name, text.ToString());
    }

    private static PriceHistory Look(ProductDefinition product, string path)
    {
        var rows = History.Read(product, ModelKind.Acceptance, path);
        return new IdentificationRun(product, null, path, 1, 2).Of(rows, [.. rows.FileRows.Select(r => r % 5)], default)!;
    }

    private static PriceHistory Twin(ExperimentDefinition? design, ModelKind kind, int threads = 2)
    {
        using var folder = new TestFolder();
        var path = Path.Combine(folder.Path, "history.csv");
        // Takers are few.
        TwinSimulation.Write(path, 5, kind == ModelKind.Risk ? 4 * Rows : Rows, new Progress<double>(), default);
        return Look(path, design, kind, threads);
    }

    private static PriceHistory Confounded(ConfoundingStrength strength, ExperimentDefinition? design)
    {
        using var folder = new TestFolder();
        var path = Path.Combine(folder.Path, "history.csv");
        ConfoundedSimulation.Write(path, strength, 5, Rows, new Progress<double>(), default);
        return Look(path, design, ModelKind.Acceptance, 2);
    }

    private static PriceHistory Look(string path, ExperimentDefinition? design, ModelKind kind, int threads)
    {
        var rows = History.Read(Product, kind, path);
        return new IdentificationRun(Product, design, path, 1, threads).Of(rows, [.. rows.FileRows.Select(r => r % 5)], default)!;
    }
}
