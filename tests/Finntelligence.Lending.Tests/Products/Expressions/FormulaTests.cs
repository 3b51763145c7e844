using System.Text.Json.Nodes;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Tests.Models;
using Finntelligence.Lending.Tests.Offers;

namespace Finntelligence.Lending.Tests.Products.Expressions;

public sealed class FormulaTests
{
    // riskCategory, monthlyIncome, bureauScore, applicationScore, priorLoans, monthsSinceLastLoan, lastLoanAmount, lastLoanMonths
    private static readonly Applicant Someone = new([2, 3200, float.NaN, 29, 3, 10, 1000, 4]);

    [Theory]
    [InlineData("amount / monthlyIncome", 0.5625)]
    [InlineData("1 + 2 * 3 - 4 / 8", 6.5)]
    [InlineData("-(amount - 2000) / 100", 2)]
    [InlineData("2 - -3", 5)]
    [InlineData("min(amount, lastLoanAmount, 1500)", 1000)]
    [InlineData("max(amount, lastLoanAmount)", 1800)]
    [InlineData("log(amount / lastLoanAmount)", 0.5877866649)]
    [InlineData("ifMissing(bureauScore, 600) / 100", 6)]
    [InlineData("ifMissing(monthlyIncome, 1) + months", 3204)]
    [InlineData("log(amount / max(ifMissing(bureauScore, 500), 300))", 1.2809338455)]
    public void A_formula_is_worked_out_as_it_is_written(string formula, double expected) =>
        Value(formula).ShouldBe((float)expected, 1e-6f);

    [Theory]
    [InlineData("amount / bureauScore")]
    [InlineData("max(amount, bureauScore)")]
    [InlineData("amount / (monthlyIncome - 3200)")]
    [InlineData("log(monthlyIncome - 3200)")]
    [InlineData("log(amount * (2900 - monthlyIncome))")]
    [InlineData("ifMissing(bureauScore, bureauScore)")]
    public void It_is_missing_where_a_part_is_and_at_what_cannot_be(string formula) => Value(formula).ShouldBe(float.NaN);

    [Theory]
    [InlineData("", "Must not be blank.")]
    [InlineData("amount +", "The formula ends where a number, a name or a bracket is expected, at character 9.")]
    [InlineData("amount ! 2", "'!' is not expected here, at character 8.")]
    [InlineData("(amount", "')' is missing, at character 8.")]
    [InlineData("1.2.3", "'1.2.3' is no number, at character 1.")]
    [InlineData("amount / monthlyIncom", "\"monthlyIncom\" is no feature of the applicant, no variable of the offer and no function Did you mean \"monthlyIncome\"?, at character 10.")]
    [InlineData("riskCategory + 1", "\"riskCategory\" is a category, not a number, at character 1.")]
    [InlineData("sqrt(amount)", "There is no function sqrt; there are min, max, log, ifMissing, at character 1.")]
    [InlineData("log(1, 2)", "Log takes one part, not 2, at character 1.")]
    [InlineData("max(1)", "Max takes two parts or more, not 1, at character 1.")]
    [InlineData("amount / amount", "The offer's variables stand 2 times in it; once is possible.")]
    [InlineData("amount / months", "The offer's variables stand 2 times in it; once is possible.")]
    [InlineData("rate - 2", "The rate cannot stand in a formula")]
    [InlineData("1 / (amount - 500)", "What is divided by, or taken the logarithm of")]
    [InlineData("log(max(amount, 5))", "What is divided by, or taken the logarithm of")]
    public void A_fault_says_what_and_where(string formula, string message)
    {
        var fault = ProductFile.Faults(Add(formula)).ShouldHaveSingleItem();

        fault.Path.ShouldBe("derived[2].formula");
        fault.Message.ShouldStartWith(message);
    }

    [Fact]
    public void A_formula_stands_alone() =>
        ProductFile.Faults(json => json["derived"]![0]!["formula"] = "amount").Select(f => f.Path)
            .ShouldBe(["derived[0].function", "derived[0].variable", "derived[0].feature"]);

    [Fact]
    public void White_space_is_no_other_schema_and_another_formula_is()
    {
        string Hash(string formula) => new FeatureEncoder(ProductLoader.Parse(ProductFile.With(Add(formula))), ModelKind.Risk).SchemaHash;

        Hash("amount/ priorLoans").ShouldBe(Hash("amount / priorLoans"));
        Hash("amount / priorLoans").ShouldNotBe(Hash("amount / lastLoanMonths"));
        Hash("priorLoans * 2").ShouldNotBe(new FeatureEncoder(ProductFile.CashLoan, ModelKind.Risk).SchemaHash);
    }

    [Fact]
    public void What_the_applicant_alone_decides_depends_on_no_variable()
    {
        var encoder = new FeatureEncoder(ProductLoader.Parse(ProductFile.With(Add("log(priorLoans)"))), ModelKind.Risk);

        encoder.VariableOf(encoder.Features.Length - 1).ShouldBeNull();
    }

    // The search asks for a whole axis at once and relies on its order.
    [Theory]
    [InlineData("log(amount / max(ifMissing(monthlyIncome, 1500), 500))")]
    [InlineData("max(min(amount, lastLoanAmount) - 500, 0) / (priorLoans + 1)")]
    [InlineData("0 - months * ifMissing(bureauScore, 600)")]
    [InlineData("lastLoanAmount / amount")]
    public void The_engine_and_brute_force_agree_on_offers_of_models_with_formulas(string formula)
    {
        var product = ProductLoader.Parse(ProductFile.With(Add(formula)));
        var random = new Random(4);
        var offers = 0;
        for (var world = 0; world < 6; world++)
        {
            var risk = Model(product, ModelKind.Risk, random);
            var acceptance = Model(product, ModelKind.Acceptance, random);
            var engine = new OfferEngine(product, risk, acceptance);
            for (var i = 0; i < 10; i++)
            {
                var request = SomeRequests.Request(product, random) with { RequestedAmount = random.Next(200, 600) };
                var best = new BruteForce(product, risk, acceptance).Run(request).Lines.FirstOrDefault();
                var dense = new BruteForce(product, risk, acceptance, 1, 0.01m);

                var onGrid = engine.Decide(request).Offer;

                onGrid?.ExpectedProfit.ShouldBe(best!.Profit);
                (onGrid is null).ShouldBe(best is not { Profit: > 0 });
                offers += onGrid is null ? 0 : 1;
                if (i == 0)
                {
                    engine.Decide(request with { Search = SearchMode.Exact }).Offer?.ExpectedProfit
                        .ShouldBe(dense.Run(request).Lines[0].Profit);
                }
            }
        }

        offers.ShouldBeGreaterThan(5);
    }

    private static LoanModel Model(ProductDefinition product, ModelKind kind, Random random) => SomeModels.Of(
        product,
        kind,
        [
            .. Enumerable.Range(0, 8).Select(i => SomeModels.Stump(
                product, kind, i % 2 == 0 && kind == ModelKind.Risk ? "formula" : "rate", i % 2 == 0 && kind == ModelKind.Risk ? Threshold(product, random) : random.Next(4, 11),
                Step(random), Step(random))),
        ],
        baseScore: -2,
        histograms: new FeatureHistograms(
            [.. product.Model(kind).Inputs.Select(name => new Histogram(name, [], [0], 0))], new Histogram("score", [], [0], 0)));

    // Of the values that the formula takes.
    private static float Threshold(ProductDefinition product, Random random)
    {
        var encoder = new FeatureEncoder(product, ModelKind.Risk);
        var row = new float[encoder.Features.Length];
        do
            encoder.Encode(SomeApplicants.Random(product, random), new OfferVector(random.Next(200, 600), random.Next(4, 13), 5), row);
        while (float.IsNaN(row[^1]));
        return row[^1];
    }

    private static double Step(Random random) => Trees.FixedPoint.Round(random.NextDouble() - 0.5);

    private static Action<JsonObject> Add(string formula) => json =>
    {
        json["derived"]!.AsArray().Add(new JsonObject
        {
            ["name"] = "formula",
            ["formula"] = formula,
            ["reason"] = new JsonObject { ["code"] = "FORMULA", ["text"] = "A formula" },
        });
        json["models"]!["risk"]!["inputs"]!.AsArray().Add("formula");
    };

    private static float Value(string formula)
    {
        var encoder = new FeatureEncoder(ProductLoader.Parse(ProductFile.With(Add(formula))), ModelKind.Risk);
        var row = new float[encoder.Features.Length];
        encoder.Encode(Someone, new OfferVector(1800, 4, 9.75), row);
        return row[^1];
    }
}
