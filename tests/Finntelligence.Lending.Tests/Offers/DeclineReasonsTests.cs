using Finntelligence.Lending.Explanations;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Tests.Models;

namespace Finntelligence.Lending.Tests.Offers;

public sealed class DeclineReasonsTests
{
    private static readonly ProductDefinition Product = SomeProduct.CashLoan;

    [Fact]
    public void Amount_Requested_Too_Small() =>
        Reason(request: Request() with { RequestedAmount = 100 }).ShouldBe(("AMOUNT_NOT_AVAILABLE", "requestedAmount"));

    [Fact]
    public void Least_Amount_Above_What_Was_Requested()
    {
        var reason = Single(new OfferConstraints { MinimumAmount = 1500 });

        (reason.Code, reason.Feature).ShouldBe(("AMOUNT_NOT_AVAILABLE", "minAmount"));
        reason.Text.ShouldBe("The least amount asked for, 1500 ZAR, is above the greatest we can offer, 1000 ZAR.");
    }

    [Fact]
    public void Greatest_Amount_Below_The_Least_Share() =>
        Reason(new OfferConstraints { MaximumAmount = 250 }).ShouldBe(("AMOUNT_NOT_AVAILABLE", "maxAmount"));

    [Theory]
    [InlineData(800, 500)] // they contradict each other
    [InlineData(510, 590)] // they lie between two steps
    public void No_Amount_Between_The_Limits(int least, int greatest) =>
        Reason(new OfferConstraints { MinimumAmount = least, MaximumAmount = greatest }).ShouldBe(("AMOUNT_NOT_AVAILABLE", "minAmount"));

    [Fact]
    public void Term_Not_Open_To_The_Category()
    {
        var reason = Single(new OfferConstraints { Months = [6, 12] }, risk: "HIGH");

        (reason.Code, reason.Feature).ShouldBe(("TERM_NOT_AVAILABLE", "months"));
        reason.Text.ShouldEndWith(": 4.");
    }

    [Fact]
    public void Rate_Below_The_Least()
    {
        var reason = Single(new OfferConstraints { MaximumRate = 3.2m });

        (reason.Code, reason.Feature).ShouldBe(("RATE_NOT_AVAILABLE", "maxRate"));
        reason.Text.ShouldContain("3.2 %");
        reason.Text.ShouldContain("3.25 %");
    }

    [Fact]
    public void Policy_Leaves_No_Rate_For_The_Category()
    {
        var product = Product with
        {
            Policy = Product.Policy with { RateCaps = new ByCategory<decimal>("riskCategory", [3m, 9.75m, 11.75m]) },
        };

        Decide(product, Request()).Reasons.Single().ShouldSatisfyAllConditions(
            r => r.Code.ShouldBe("RATE_NOT_AVAILABLE"), r => r.Feature.ShouldBe("riskCategory"));
    }

    [Fact]
    public void Several_Limits_That_Leave_Nothing_Are_All_Named()
    {
        var constraints = new OfferConstraints { MinimumAmount = 5000, Months = [5], MaximumRate = 1 };

        Decide(Product, Request() with { Constraints = constraints }).Reasons.Select(r => r.Feature).ShouldBe(["minAmount", "months", "maxRate"]);
    }

    [Fact]
    public void Installment_Too_Low_For_Any_Offer()
    {
        // 300 over 12 months at 3.25 %: (300 + 117) / 12 = 34.75.
        var reason = Single(new OfferConstraints { MaximumInstallment = 34.7m });

        (reason.Code, reason.Feature).ShouldBe(("INSTALLMENT_NOT_AVAILABLE", "maxInstallment"));
        reason.Text.ShouldContain("34.75 ZAR");
        Decide(Product, Request() with { Constraints = new OfferConstraints { MaximumInstallment = 34.75m } }).Search.OffersFeasible.ShouldBe(1);
    }

    [Fact]
    public void Installment_Too_Much_For_The_Income()
    {
        var product = Product with { Policy = Product.Policy with { InstallmentToIncome = new InstallmentToIncome("monthlyIncome", 0.01m) } };

        var reasons = Decide(product, Request()).Reasons;

        reasons.Single().ShouldSatisfyAllConditions(
            r => r.Code.ShouldBe("INSTALLMENT_ABOVE_INCOME_LIMIT"), r => r.Feature.ShouldBe("monthlyIncome"), r => r.Text.ShouldContain("1 %"));
        Decide(product, Request() with { Constraints = new OfferConstraints { MaximumInstallment = 10 } }).Reasons.Length.ShouldBe(2);
    }

    [Fact]
    public void History_Does_Not_Reach()
    {
        var decision = Decide(
            Product, Request(), support: SomeModels.Support(Product, ModelKind.Risk, (stratum, _, _) => stratum == 0 ? 0 : 1000));

        decision.Reasons.Single().Code.ShouldBe("NOT_ENOUGH_HISTORY");
        decision.Search.OffersFeasible.ShouldBe(0);
        decision.Search.OffersOutsideSupport.ShouldBe(8 * 3 * 19); // rates from 3.25 to 7.75
    }

    [Fact]
    public void Default_Above_Policy_Is_Explained_By_The_Applicant()
    {
        var product = Product with { Policy = Product.Policy with { MaximumProbabilityOfDefault = 0.2 } };
        var risk = SomeModels.Of(
            product,
            ModelKind.Risk,
            [
                SomeModels.Stump(product, ModelKind.Risk, "applicationScore", 30, upTo: 0.9, above: -0.9),
                SomeModels.Stump(product, ModelKind.Risk, "loanToIncome", 0.05f, upTo: -0.5, above: 0.5),
                SomeModels.Stump(product, ModelKind.Risk, "priorLoans", 2, upTo: 0.4, above: -0.4),
                SomeModels.Stump(product, ModelKind.Risk, "rate", 1, upTo: -2, above: 2),
            ]);

        var decision = Decide(product, Request() with { Explain = true }, risk);

        decision.Offer.ShouldBeNull();
        decision.Explanation.ShouldBeNull();
        decision.Search.OffersFeasible.ShouldBe(0);
        decision.Reasons.Select(r => r.Code).ShouldBe(["APPLICATION_SCORE", "LOAN_TO_INCOME"]);
    }

    [Fact]
    public void Default_Above_Policy_For_Everyone_Is_Said_So()
    {
        var product = Product with { Policy = Product.Policy with { MaximumProbabilityOfDefault = 0.2 } };

        Decide(product, Request(), SomeModels.Constant(product, ModelKind.Risk, 0.3)).Reasons.Single().Code.ShouldBe("RISK_ABOVE_POLICY");
    }

    [Fact]
    public void Offers_That_Too_Few_Would_Take_Are_Said_To_Be_So()
    {
        var product = Product with { Policy = Product.Policy with { MaximumProbabilityOfDefault = 0.5, MinimumProbabilityOfAcceptance = 0.99 } };

        foreach (var search in Enum.GetValues<SearchMode>())
        {
            var decision = Decide(product, Request() with { Search = search }, SomeModels.Constant(product, ModelKind.Risk, 0.3));
            (decision.Offer, decision.Search.OffersFeasible).ShouldBe((null, 0));
            decision.Reasons.Single().Code.ShouldBe("TAKE_UP_BELOW_POLICY");
        }
    }

    [Fact]
    public void Unprofitable_For_The_Risk_Is_Explained_By_The_Applicant()
    {
        var product = Product with { Economics = Product.Economics with { LossGivenDefault = 1 } };
        var risk = SomeModels.Of(
            product, ModelKind.Risk, [SomeModels.Stump(product, ModelKind.Risk, "applicationScore", 30, upTo: 3, above: -3)]);

        var decision = Decide(product, Request() with { Explain = true }, risk);

        decision.Offer.ShouldBeNull();
        decision.Search.OffersFeasible.ShouldBeGreaterThan(0);
        decision.Reasons.Single().Code.ShouldBe("APPLICATION_SCORE");
        decision.Explanation.ShouldNotBeNull().Default.Contributions[0].Feature.ShouldBe("applicationScore");
    }

    [Theory]
    [InlineData(false, "requestedAmount")]
    [InlineData(true, "maxRate")]
    public void Unprofitable_Even_When_Repaid_Is_No_Fault_Of_The_Applicant(bool limited, string feature)
    {
        var product = Product with { Economics = Product.Economics with { OperatingCost = 5000 } };
        var risk = SomeModels.Of(
            product, ModelKind.Risk, [SomeModels.Stump(product, ModelKind.Risk, "applicationScore", 30, upTo: 3, above: -3)]);
        var constraints = limited ? new OfferConstraints { MaximumRate = 5 } : OfferConstraints.None;

        Decide(product, Request() with { Constraints = constraints }, risk).Reasons
            .Select(r => (r.Code, r.Feature)).ShouldBe([("NOT_PROFITABLE", feature)]);
    }

    [Fact]
    public void Every_Random_Decline_Has_One_To_Four_Different_Reasons()
    {
        var random = new Random(31);
        var codes = new HashSet<string>();
        var product = Product;
        OfferEngine engine = null!;
        for (var i = 0; i < 300; i++)
        {
            if (i % 12 == 0)
            {
                product = SomeRequests.Product(random);
                var (risk, acceptance) = SomeRequests.Models(product, random);
                engine = new OfferEngine(product, risk, acceptance);
            }

            var decision = engine.Decide(SomeRequests.Request(product, random));
            decision.Reasons.IsEmpty.ShouldBe(decision.Offer is not null);
            decision.Reasons.Length.ShouldBeLessThanOrEqualTo(4);
            decision.Reasons.Select(r => r.Text).ShouldBeUnique();
            decision.Reasons.ShouldAllBe(r => r.Text.Length > 0 && r.Code == r.Code.ToUpperInvariant());
            codes.UnionWith(decision.Reasons.Select(r => r.Code));
        }

        codes.Count.ShouldBeGreaterThan(6);
    }

    private static OfferRequest Request(string risk = "LOW") => new(SomeApplicants.Typical(Product, risk), 1000, OfferConstraints.None, 0, false);

    private static DecisionReason Single(OfferConstraints constraints, string risk = "LOW")
    {
        var decision = Decide(Product, Request(risk) with { Constraints = constraints });
        decision.Offer.ShouldBeNull();
        return decision.Reasons.Single();
    }

    private static (string, string?) Reason(OfferConstraints? constraints = null, OfferRequest? request = null)
    {
        var reason = Decide(Product, request ?? Request() with { Constraints = constraints! }).Reasons.Single();
        return (reason.Code, reason.Feature);
    }

    private static Decision Decide(ProductDefinition product, OfferRequest request, LoanModel? risk = null, SupportTable? support = null) => new OfferEngine(
        product,
        risk ?? SomeModels.Constant(product, ModelKind.Risk, 0.1, support),
        SomeModels.Constant(product, ModelKind.Acceptance, 0.1)).Decide(request);
}
