using Finntelligence.Lending.Explanations;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Tests.Products;

namespace Finntelligence.Lending.Tests.Explanations;

public sealed class ModelInputTests
{
    private static readonly ModelInput[] Inputs = [.. ModelInput.Of(ProductFile.CashLoan, ModelKind.Risk)];

    [Fact]
    public void Of_Knows_What_Each_Input_Is_About()
    {
        Inputs.Select(i => i.Name).ShouldBe(ProductFile.CashLoan.Risk.Inputs);
        Input("bureauScore").About.ShouldBe("bureauScore");
        Input("loanToIncome").About.ShouldBe("monthlyIncome");
        Input("loanToIncome").Reason!.Code.ShouldBe("LOAN_TO_INCOME");
        Input("rate").About.ShouldBeNull();
        Input("rate").Reason.ShouldBeNull();
    }

    [Fact]
    public void Groups_Join_A_Feature_With_What_Derives_From_It()
    {
        var groups = ModelInput.Groups([.. Inputs]);
        int GroupOf(string name) => groups[Array.FindIndex(Inputs, i => i.Name == name)];

        GroupOf("loanToIncome").ShouldBe(GroupOf("monthlyIncome"));
        GroupOf("loanToLastLoan").ShouldBe(GroupOf("lastLoanAmount"));
        groups.Distinct().Order().ShouldBe(Enumerable.Range(0, 11));
    }

    [Fact]
    public void Show_Gives_Values_As_People_Write_Them()
    {
        Input("riskCategory").Show(2).ShouldBe("HIGH");
        Input("bureauScore").Show(610).ShouldBe(610.0);
        Input("rate").Show(3.3f).ShouldBe(3.3);
        Input("monthlyIncome").Show(float.NaN).ShouldBeNull();
        new ModelInput("owner", Feature("owner", ApplicantFeatureKind.Boolean), "owner", null).Show(1).ShouldBe(true);
    }

    private static ModelInput Input(string name) => Inputs.Single(i => i.Name == name);

    private static ApplicantFeature Feature(string name, ApplicantFeatureKind kind) =>
        ProductFile.CashLoan.Applicant[0] with { Name = name, Kind = kind };
}
