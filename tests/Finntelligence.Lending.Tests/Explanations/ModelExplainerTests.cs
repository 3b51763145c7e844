using Finntelligence.Lending.Explanations;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Tests.Models;

namespace Finntelligence.Lending.Tests.Explanations;

public sealed class ModelExplainerTests
{
    private static readonly ProductDefinition Product = SomeProduct.CashLoan;

    [Theory]
    [InlineData(ModelKind.Risk)]
    [InlineData(ModelKind.Acceptance)]
    public void Base_Value_And_Contributions_Add_Up_To_The_Score(ModelKind kind)
    {
        var random = new Random(21);
        var model = SomeModels.Random(Product, kind, 21);
        var explainer = new ModelExplainer(Product, model);
        for (var i = 0; i < 50; i++)
        {
            var applicant = SomeApplicants.Random(Product, random);
            var terms = new OfferTerms(100 * random.Next(2, 30), 4, 5.5m);
            var row = new float[model.Encoder.Features.Length];
            model.Encoder.Encode(applicant, OfferVector.Of(terms), row);

            var (baseValue, contributions) = explainer.Explain(applicant, terms);

            (baseValue + contributions.Sum(c => c.Contribution)).ShouldBe(model.Ensemble.Score(row), 1e-9);
            string[] derived = ["loanToIncome", "loanToLastLoan"];
            contributions.Select(c => c.Feature).Order().ShouldBe(model.Manifest.Features.Except(derived).Order());
            contributions.Select(c => Math.Abs(c.Contribution)).ShouldBeInOrder(SortDirection.Descending);
        }
    }

    [Fact]
    public void Contributions_Of_One_Split_Are_Those_Worked_By_Hand()
    {
        // Equal covers: the base is the mean of 0.2 and 1.0, and the row reaches 1.0.
        var risk = SomeModels.Of(Product, ModelKind.Risk, [SomeModels.Stump(Product, ModelKind.Risk, "priorLoans", 2, upTo: 0.2, above: 1)], baseScore: -2);

        var part = new ModelExplainer(Product, risk).Explain(SomeApplicants.Typical(Product), new OfferTerms(1000, 4, 5));

        part.BaseValue.ShouldBe(-1.4, 1e-12);
        part.Contributions[0].Feature.ShouldBe("priorLoans");
        part.Contributions[0].Value.ShouldBe(3.0);
        part.Contributions[0].Contribution.ShouldBe(0.4, 1e-12);
        part.Contributions.Skip(1).ShouldAllBe(c => Math.Abs(c.Contribution) < 1e-12);
    }

    [Fact]
    public void A_Feature_And_What_Derives_From_It_Are_One_Line()
    {
        // The row reaches 2 and 0.5 where the means are 1 and 0.75.
        var risk = SomeModels.Of(
            Product,
            ModelKind.Risk,
            [
                SomeModels.Stump(Product, ModelKind.Risk, "loanToIncome", 0.1f, upTo: 0, above: 2),
                SomeModels.Stump(Product, ModelKind.Risk, "monthlyIncome", 2000, upTo: 1, above: 0.5),
            ]);

        var first = new ModelExplainer(Product, risk).Explain(SomeApplicants.Typical(Product), new OfferTerms(1000, 4, 5)).Contributions[0];

        first.Feature.ShouldBe("monthlyIncome");
        first.Value.ShouldBeOfType<double>().ShouldBeGreaterThan(2000);
        first.Contribution.ShouldBe(0.75, 1e-12);
    }
}
