using System.Collections.Immutable;
using Finntelligence.Lending.Explanations;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Tests.Models;
using Finntelligence.Trees;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Lending.Tests.Explanations;

public sealed class PrincipalReasonsTests
{
    private static readonly ProductDefinition Product = SomeProduct.CashLoan;

    [Fact]
    public void Reasons_Are_Ordered_By_Contribution_And_In_The_Products_Words()
    {
        var reasons = Reasons(("priorLoans", 0.1), ("monthsSinceLastLoan", 0.3), ("riskCategory", 0.2), ("applicationScore", -0.5));

        reasons.Select(r => r.Code).ShouldBe(["MONTHS_SINCE_LAST_LOAN", "RISK_CATEGORY", "PRIOR_LOANS"]);
        reasons[0].Feature.ShouldBe("monthsSinceLastLoan");
        reasons[0].Text.ShouldBe("The time since your last loan with us");
    }

    [Fact]
    public void No_More_Than_Four_Are_Given() =>
        Reasons(("priorLoans", 0.1), ("monthsSinceLastLoan", 0.3), ("riskCategory", 0.2), ("applicationScore", 0.5), ("bureauScore", 0.4))
            .Select(r => r.Feature).ShouldBe(["applicationScore", "bureauScore", "monthsSinceLastLoan", "riskCategory"]);

    [Fact]
    public void A_Feature_And_What_Derives_From_It_Are_One_Reason()
    {
        // Together 0.35, above priorLoans; the derived one is the stronger.
        var reasons = Reasons(("monthlyIncome", 0.15), ("loanToIncome", 0.2), ("priorLoans", 0.3));

        reasons.Select(r => r.Code).ShouldBe(["LOAN_TO_INCOME", "PRIOR_LOANS"]);
        Reasons(("monthlyIncome", 0.2), ("loanToIncome", 0.1)).Single().Code.ShouldBe("MONTHLY_INCOME");
        Reasons(("monthlyIncome", -0.3), ("loanToIncome", 0.2)).ShouldBeEmpty();
    }

    [Fact]
    public void Offer_Variables_Are_No_Reason_About_An_Applicant() =>
        Reasons(("amount", 1), ("rate", 1), ("months", 1)).ShouldBeEmpty();

    [Fact]
    public void Two_Reasons_Never_Say_The_Same()
    {
        var product = Product with
        {
            Applicant = [.. Product.Applicant.Select(f => f.Name switch
            {
                "priorLoans" => f with { Reason = new ReasonCode("A", "Your history with us") },
                "monthsSinceLastLoan" => f with { Reason = new ReasonCode("B", "Your history with us") },
                "lastLoanMonths" => f with { Reason = new ReasonCode("A", "Something else") },
                _ => f,
            })],
        };

        Reasons(product, SomeApplicants.Typical(product), ("priorLoans", 0.1), ("monthsSinceLastLoan", 0.3), ("lastLoanMonths", 0.05))
            .Select(r => (r.Code, r.Text)).ShouldBe([("B", "Your history with us"), ("A", "Something else")]);
    }

    // bureauScore: ten bins from 400 to 800, all occupied; higher is better.
    [Theory]
    [InlineData(761, false)]
    [InlineData(999, false)]
    [InlineData(759, true)]
    public void The_Best_Value_Of_A_Directed_Feature_Is_No_Reason(float score, bool reason)
    {
        Product.Applicant.Single(f => f.Name == "bureauScore").MonotoneDefault.ShouldBe(Monotonicity.Decreasing);
        var applicant = SomeApplicants.Changed(Product, SomeApplicants.Typical(Product), "bureauScore", score);

        Reasons(Product, applicant, ("bureauScore", 0.4)).IsEmpty.ShouldBe(!reason);
    }

    [Fact]
    public void Against_Attributes_The_Models_Score()
    {
        var risk = SomeModels.Of(
            Product,
            ModelKind.Risk,
            [
                SomeModels.Stump(Product, ModelKind.Risk, "priorLoans", 2, upTo: 0.2, above: 1),
                SomeModels.Stump(Product, ModelKind.Risk, "loanToIncome", 0.1f, upTo: 0, above: 2),
                SomeModels.Stump(Product, ModelKind.Risk, "monthlyIncome", 2000, upTo: 1, above: 0.5),
                SomeModels.Stump(Product, ModelKind.Risk, "bureauScore", 500, upTo: 1, above: 0),
            ]);

        var reasons = new PrincipalReasons(Product, risk).Against(SomeApplicants.Typical(Product), new OfferTerms(1000, 4, 5));

        reasons.Select(r => r.Feature).ShouldBe(["loanToIncome", "priorLoans"]);
    }

    [Fact]
    public void A_Group_Counts_As_A_Whole()
    {
        // A tree in which income decides only where the loan is small beside it.
        var inputs = Product.Risk.Inputs;
        var tree = new DecisionTree(
            [
                new SplitNode(inputs.IndexOf("loanToIncome"), 0.5f, 1, ~2, false, 1, 100),
                new SplitNode(inputs.IndexOf("monthlyIncome"), 5000, ~0, ~1, false, 1, 60),
            ],
            [new Leaf(1, 30), new Leaf(0, 30), new Leaf(2, 40)]);
        var risk = SomeModels.Of(Product, ModelKind.Risk, [tree, SomeModels.Stump(Product, ModelKind.Risk, "priorLoans", 2, 0, 0.2)]);
        var applicant = SomeApplicants.Typical(Product);

        // Known or unknown together, both earn 1 − 1.1 = −0.1, though income alone earns 0.4.
        new PrincipalReasons(Product, risk).Against(applicant, new OfferTerms(1000, 4, 5)).Select(r => r.Feature).ShouldBe(["priorLoans"]);
    }

    private static ImmutableArray<DecisionReason> Reasons(
        params (string Input, double Value)[] contributions) => Reasons(Product, SomeApplicants.Typical(Product), contributions);

    private static ImmutableArray<DecisionReason> Reasons(
        ProductDefinition product, Applicant applicant, params (string Input, double Value)[] contributions)
    {
        var risk = SomeModels.Constant(product, ModelKind.Risk, 0.1);
        var row = new float[product.Risk.Inputs.Length];
        risk.Encoder.Encode(applicant, new OfferVector(1000, 4, 5), row);
        double Sum(IEnumerable<string> inputs) => contributions.Where(c => inputs.Contains(c.Input)).Sum(c => c.Value);
        var inputs = ModelInput.Of(product, ModelKind.Risk);
        var groups = ModelInput.Groups(inputs);
        var byGroup = Enumerable.Range(0, groups.Max() + 1).Select(g => Sum(inputs.Where((_, i) => groups[i] == g).Select(i => i.Name)));
        return new PrincipalReasons(product, risk).Of(row, [.. inputs.Select(i => Sum([i.Name]))], [.. byGroup]);
    }
}
