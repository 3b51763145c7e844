using System.Text.Json.Nodes;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Products.Expressions;
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
    [InlineData("max(rate - lastLoanMonths, 0)", 5.75)]
    [InlineData("priorLoans / max(rate, 0.01)", 0.3076923077)]
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
    [InlineData("rate / amount", "The offer's variables stand 2 times in it; once is possible.")]
    [InlineData("1 / (rate - 4)", "What is divided by, or taken the logarithm of")]
    [InlineData("log(min(rate, 5))", "What is divided by, or taken the logarithm of")]
    [InlineData("log(max(rate, bureauScore))", "What is divided by, or taken the logarithm of")]
    [InlineData("1 / (amount - 500)", "What is divided by, or taken the logarithm of")]
    [InlineData("log(max(amount, 0))", "What is divided by, or taken the logarithm of")]
    public void A_fault_says_what_and_where(string formula, string message)
    {
        var fault = ProductFile.Faults(Add(formula)).ShouldHaveSingleItem();

        fault.Path.ShouldBe("derived[2].formula");
        fault.Message.ShouldStartWith(message);
    }

    // Where it is missing at one rate and not at another, no box of offers has one answer.
    [Theory]
    [InlineData("log(rate)")]
    [InlineData("priorLoans / rate")]
    [InlineData("1 + 2 / (rate * priorLoans)")]
    [InlineData("ifMissing(log(rate / lastLoanMonths), 0)")]
    public void A_rate_that_may_be_0_is_not_divided_by(string formula)
    {
        ProductFile.Faults(json =>
        {
            Add(formula)(json);
            json["offer"]!["rate"]!["minimum"] = 0;
        }).Where(f => f.Path == "derived[2].formula").ShouldHaveSingleItem().Message.ShouldStartWith("Divides by the rate or takes its logarithm, and offer.rate.minimum is 0");
        ProductFile.Faults(Add(formula)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("log(max(rate, 0.01))")]
    [InlineData("rate / priorLoans")]
    [InlineData("0 - rate * 2")]
    public void A_rate_that_may_be_0_may_stand_elsewhere(string formula) => ProductFile.Faults(json =>
    {
        Add(formula)(json);
        json["offer"]!["rate"]!["minimum"] = 0;
    }).ShouldNotContain(f => f.Path.StartsWith("derived", StringComparison.Ordinal));

    // The product promises that default rises with the rate.
    [Theory]
    [InlineData("rate - bureauScore", "increasing", null)]
    [InlineData("max(rate - lastLoanMonths, 0) / (priorLoans + 1)", "increasing", null)]
    [InlineData("log(rate / monthlyIncome)", "none", "It rises with the rate: without \"increasing\" here")]
    [InlineData("bureauScore - rate", "increasing", "It falls with the rate, so the opposite, \"decreasing\", is")]
    [InlineData("monthlyIncome / rate", "decreasing", null)]
    [InlineData("min(rate, 9) * (0 - ifMissing(priorLoans, 2))", "decreasing", null)]
    [InlineData("rate * (priorLoans - 3)", "increasing", "Whether it rises or falls with the rate depends on the applicant")]
    [InlineData("monthsSinceLastLoan - lastLoanMonths / rate", "increasing", null)]
    public void What_a_formula_does_to_the_promise_of_the_rate_is_said(string formula, string declared, string? gap)
    {
        var product = ProductLoader.Parse(ProductFile.With(json =>
        {
            Add(formula)(json);
            json["offer"]!["rate"]!["monotone"] = new JsonObject { ["default"] = "increasing" };
            json["derived"]![2]!["monotone"] = new JsonObject { ["default"] = declared };
        }));

        var said = ProductAdvice.Of(product).Where(g => g.Path == "derived[2].monotone.default").Select(g => g.Message).SingleOrDefault();

        (said is null).ShouldBe(gap is null, said);
        said?.ShouldStartWith(gap!);
    }

    // What is said to rise does so for every applicant whom a request can bring.
    [Theory]
    [InlineData("rate - bureauScore")]
    [InlineData("max(rate - lastLoanMonths, 0) / (priorLoans + 1)")]
    [InlineData("monthlyIncome / rate")]
    [InlineData("log(rate / monthlyIncome)")]
    [InlineData("min(rate, 9) * (0 - ifMissing(priorLoans, 2))")]
    [InlineData("5 - 3 / (rate * max(bureauScore / 100 - 2, 1))")]
    public void A_trend_is_kept(string formula)
    {
        var product = ProductLoader.Parse(ProductFile.With(Add(formula)));
        var trend = Trend.Of(product.Derived[2].Expression!, product).ShouldNotBeNull();
        var encoder = new FeatureEncoder(product, ModelKind.Risk);
        var random = new Random(6);
        for (var i = 0; i < 300; i++)
        {
            var applicant = SomeApplicants.Random(product, random).Values;
            var (low, high) = (3.25 + random.NextDouble() * 4, 7.5 + random.NextDouble() * 4);
            var (a, b) = (encoder.ValueOf(encoder.Features.Length - 1, applicant.AsSpan(), low), encoder.ValueOf(encoder.Features.Length - 1, applicant.AsSpan(), high));

            float.IsNaN(a).ShouldBe(float.IsNaN(b));
            if (!float.IsNaN(a))
                ((int)trend * b.CompareTo(a)).ShouldBeGreaterThanOrEqualTo(0);
        }
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

    // Both models see the rate by itself and in a formula; of the last two it depends on the applicant which way they go.
    [Theory]
    [InlineData("rate - ifMissing(bureauScore, 600) / 100")]
    [InlineData("max(rate - lastLoanMonths, 0)")]
    [InlineData("log(rate / 4)")]
    [InlineData("ifMissing(priorLoans, 2) / rate")]
    [InlineData("0 - min(rate, applicationScore / 6)")]
    [InlineData("log(max(rate - 5, 0.5))")]
    [InlineData("rate * (priorLoans - 3)")]
    [InlineData("(lastLoanMonths - 6) / rate")]
    public void The_engine_and_brute_force_make_the_same_decisions_of_models_with_formulas_of_the_rate(string formula)
    {
        var product = ProductLoader.Parse(ProductFile.With(json =>
        {
            Add(formula)(json);
            json["models"]!["acceptance"]!["inputs"]!.AsArray().Add("formula");
        }));
        var random = new Random(11);
        var offers = 0;
        for (var world = 0; world < 8; world++)
        {
            var risk = Model(product, ModelKind.Risk, random, ofRate: true);
            var acceptance = Model(product, ModelKind.Acceptance, random, ofRate: true);
            var engine = new OfferEngine(product, risk, acceptance);
            for (var i = 0; i < 10; i++)
            {
                var request = SomeRequests.Request(product, random) with { RequestedAmount = random.Next(200, 600) };
                var all = new BruteForce(product, risk, acceptance).Run(request);

                var decision = engine.Decide(request);

                Same(decision.Offer, all.Lines);
                (decision.Search.OffersConsidered, decision.Search.OffersFeasible).ShouldBe((all.Considered, all.Lines.Count));
                offers += decision.Offer is null ? 0 : 1;
                // Every amount and every rate.
                if (i == 0 && world < 2)
                {
                    var narrow = request with { RequestedAmount = 240 + world };
                    Same(engine.Decide(narrow with { Search = SearchMode.Exact }).Offer, new BruteForce(product, risk, acceptance, 1, 0.01m).Run(narrow).Lines);
                }
            }
        }

        offers.ShouldBeGreaterThan(5);

        static void Same(PricedOffer? offer, List<BruteForce.Line> lines)
        {
            if (lines is not [{ Profit: > 0 } best, ..])
            {
                offer.ShouldBeNull();
                return;
            }

            offer.ShouldNotBeNull();
            (offer.Terms, offer.ProbabilityOfAcceptance, offer.ProbabilityOfDefault, offer.ExpectedProfit)
                .ShouldBe((best.Terms, best.Acceptance, best.Default, best.Profit));
        }
    }

    private static LoanModel Model(ProductDefinition product, ModelKind kind, Random random, bool ofRate = false) => SomeModels.Of(
        product,
        kind,
        [
            .. Enumerable.Range(0, 8).Select(i => SomeModels.Stump(
                product, kind, i % 2 == 0 && (ofRate || kind == ModelKind.Risk) ? "formula" : "rate",
                i % 2 == 0 && (ofRate || kind == ModelKind.Risk) ? Threshold(product, random) : random.Next(4, 11),
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
            encoder.Encode(SomeApplicants.Random(product, random), new OfferVector(random.Next(200, 600), random.Next(4, 13), random.Next(13, 48) / 4.0), row);
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
