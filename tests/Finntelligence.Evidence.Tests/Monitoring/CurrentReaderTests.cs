using System.Text;
using Finntelligence.Evidence.Monitoring;
using Finntelligence.Foundation.Faults;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Products;

namespace Finntelligence.Evidence.Tests.Monitoring;

public class CurrentReaderTests
{
    private const string Names =
        "riskCategory,monthlyIncome,bureauScore,applicationScore,priorLoans,monthsSinceLastLoan,lastLoanAmount,lastLoanMonths,amount,months,rate,accepted,defaulted";

    private static readonly ProductDefinition Product = ProductLoader.Load(Repository.File("data/cash-loan/product.json"));

    [Fact]
    public void Read_Takes_a_csv_under_the_products_own_names()
    {
        var current = Read($"{Names}\nHIGH,3200,610,29,3,10,1000,4,800,4,9.75,1,0\nLOW,,,20,1,2,500,4,,,7.5,0,\n");

        current.Faults.ShouldBeEmpty();
        var (acceptance, risk) = (current.Models[0], current.Models[1]);
        acceptance.Labels.ShouldBe([1, 0]);
        acceptance.HasOffer.ShouldBe([true, true]);
        risk.Labels.ShouldBe([0]);
        risk.Values.ShouldBe([2, 3200, 610, 29, 3, 10, 1000, 4, 800, 4, 9.75f, 0.8f]);
    }

    [Fact]
    public void Read_Takes_json_lines_with_the_offer_inside_or_beside()
    {
        var current = Read(
            """
            {"applicant":{"riskCategory":"HIGH","monthlyIncome":3200,"bureauScore":610,"applicationScore":29,"priorLoans":3,"monthsSinceLastLoan":10,"lastLoanAmount":1000,"lastLoanMonths":4},"offer":{"amount":800,"months":4,"rate":9.75,"apr":1},"accepted":true,"defaulted":false,"decisionId":"x"}
            {"riskCategory":"LOW","applicationScore":20,"monthsSinceLastLoan":2,"lastLoanAmount":500,"lastLoanMonths":4,"rate":7.5,"accepted":false}
            """);

        current.Faults.ShouldBeEmpty();
        current.Models[0].Labels.ShouldBe([1, 0]);
        current.Models[1].Values.ShouldBe([2, 3200, 610, 29, 3, 10, 1000, 4, 800, 4, 9.75f, 0.8f]);
    }

    [Fact]
    public void Read_Takes_the_historys_columns_and_knows_an_absent_outcome_as_unknown()
    {
        var current = Read("grossincome,dormancy,itcscore,appscore,lastterm,lastamount,risk,trcount,offer4\n3.2,10,0,29,4,1000,HIGH,3,9.75\n");

        current.Models[0].Values.ShouldBe([2, 3200, float.NaN, 29, 3, 10, 1000, 4, 9.75f]);
        current.Models[0].Labels.ShouldHaveSingleItem().ShouldBe(float.NaN);
        current.Models[1].Count.ShouldBe(0);
    }

    [Fact]
    public void Read_Names_every_bad_line_without_its_values_and_uses_the_others()
    {
        var current = Read(
            $"{Names}\nHIGH,3200,610,29,3,10,1000,4,800,4,9.75,1,0\nHIGH,secret,610,29,3,10,1000,4,800,4,9.75,1,0\nHIGH,1\n"
            + "HIGH,3200,610,29,3,10,1000,4,800,4,9.75,0,\na\"b\n");

        current.Rows.ShouldBe(2);
        current.Faults.Select(f => f.Line).ShouldBe([3, 4, 6]);
        current.Faults[0].Message.ShouldContain("\"monthlyIncome\"");
        current.Faults.ShouldAllBe(f => !f.Message.Contains("secret"));
    }

    [Fact]
    public void Read_Counts_an_implausible_value_as_missing()
    {
        var current = Read($"{Names}\nHIGH,3200,5,29,3,10,1000,4,800,4,9.75,0,\n");

        current.Models[0].Values[2].ShouldBe(float.NaN);
        current.Models[0].Implausible["bureauScore"].ShouldBe(1);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("a,a\n1,2\n", "more than once")]
    [InlineData("riskCategory,rate\nHIGH,9\n", "\"monthlyIncome\"")]
    public void Read_Refuses_a_header_that_will_not_do(string text, string fault) =>
        Should.Throw<RequestFaultException>(() => Read(text)).Message.ShouldContain(fault);

    [Theory]
    [InlineData("{\"nothing\":1}\n", "no feature of an applicant")]
    [InlineData("{\"riskCategory\":1\n", "not JSON")]
    public void Read_Names_the_fault_of_every_line_also_where_no_row_is_left(string text, string fault)
    {
        var current = Read(text);

        current.Rows.ShouldBe(0);
        current.Faults.ShouldHaveSingleItem().Message.ShouldContain(fault);
    }

    private static CurrentBusiness Read(string text) =>
        CurrentReader.Read(Product, new MemoryStream(Encoding.UTF8.GetBytes(text)), CancellationToken.None);
}
