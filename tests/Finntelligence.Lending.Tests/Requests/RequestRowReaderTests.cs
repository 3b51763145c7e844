using System.Collections.Immutable;
using System.Text;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Requests;
using Finntelligence.Lending.Tests.Products;

namespace Finntelligence.Lending.Tests.Requests;

public sealed class RequestRowReaderTests
{
    private const string Header =
        "id,riskCategory,monthlyIncome,bureauScore,applicationScore,priorLoans,monthsSinceLastLoan,lastLoanAmount,lastLoanMonths";

    private const string Valid = "a,LOW,3200,610,29,3,10,1000,4";

    [Fact]
    public void A_Row_Is_The_Same_Request_As_Its_Json()
    {
        var row = Read(
            Header + ",requestedAmount,requestedMonths,minAmount,maxAmount,months,maxRate,maxInstallment", Valid + ",1500.5,6,0,1800,12 4,9.75,650.25");
        var json = new PredictRequestReader(ProductFile.CashLoan).Read(Encoding.UTF8.GetBytes(SomeRequestTexts.Valid[..^1] +
            """, "requestedAmount": 1500.5, "requestedMonths": 6, "constraints": { "minAmount": 0, "maxAmount": 1800, "months": [12, 4], "maxRate": 9.75, "maxInstallment": 650.25 } }"""));

        row.Faults.ShouldBeEmpty();
        row.Id.ShouldBe("a");
        row.Request!.Applicant.Values.ShouldBe(json.Request!.Applicant.Values);
        row.Request.RequestedAmount.ShouldBe(json.Request.RequestedAmount);
        row.Request.RequestedMonths.ShouldBe(6);
        row.Request.Constraints.Months.ShouldBe(json.Request.Constraints.Months);
        (row.Request.Constraints with { Months = [] }).ShouldBe(json.Request.Constraints with { Months = row.Request.Constraints.Months.Clear() });
    }

    [Fact]
    public void An_Empty_Cell_Is_An_Absent_Member()
    {
        var request = Read(Header + ",requestedAmount,maxRate", ",LOW,,,29,,10,1000,4,,").Request.ShouldNotBeNull();

        request.Applicant.Values[1].ShouldBe(float.NaN);
        request.RequestedAmount.ShouldBeNull();
        request.Constraints.MaximumRate.ShouldBeNull();
    }

    [Fact]
    public void Columns_Of_The_History_Have_Its_Units_And_Its_Missing_Values()
    {
        var product = ProductFile.Shipped;
        var reading = Read(
            product, "risk,grossincome,itcscore,appscore,trcount,dormancy,lastamount,lastterm,female", "HIGH,3.2,0,29,3,10,1000,4,1",
            new RequestColumnOptions(SourceColumns: true));

        reading.Faults.ShouldBeEmpty();
        reading.Id.ShouldBeNull();
        reading.Request!.Applicant.Values.ShouldBe([2, 3200, float.NaN, 29, 3, 10, 1000, 4]);
    }

    [Fact]
    public void Where_Nothing_Stands_For_The_Amount_The_Header_Is_At_Fault_Once()
    {
        var product = ProductFile.CashLoan;
        product = product with { Offer = product.Offer with { Amount = product.Offer.Amount with { DefaultFeature = null } } };
        var faults = new List<string>();

        RequestColumns.Find(product, [.. Header.Split(',')], new RequestColumnOptions(), faults).ShouldBeNull();

        faults.ShouldHaveSingleItem().ShouldStartWith("The header lacks \"requestedAmount\", and product.json declares no offer.amount.defaultFeature");
        RequestColumns.Find(product, [.. Header.Split(','), "requestedAmount"], new RequestColumnOptions(), faults).ShouldNotBeNull();
    }

    [Fact]
    public void In_A_History_What_Was_Offered_Stands_For_What_Is_Asked()
    {
        const string Columns = "risk,grossincome,itcscore,appscore,trcount,dormancy,lastamount,lastterm,loansize,term";
        var product = ProductFile.Shipped;
        product = product with { Offer = product.Offer with { Amount = product.Offer.Amount with { DefaultFeature = null } } };
        var options = new RequestColumnOptions(SourceColumns: true);

        var asked = Read(product, Columns, "HIGH,3.2,0,29,3,10,1000,4,1250,6", options).Request.ShouldNotBeNull();
        (asked.RequestedAmount, asked.RequestedMonths).ShouldBe((1250, 6));
        // Seven months are open to nobody today.
        Read(product, Columns, "HIGH,3.2,0,29,3,10,1000,4,1250,7", options).Request!.RequestedMonths.ShouldBeNull();
        Read(product, Columns, "HIGH,3.2,0,29,3,10,1000,4,,7", options).Faults.ShouldHaveSingleItem().Path.ShouldBe("loansize");
        // A default of the product's goes first.
        Read(ProductFile.Shipped, Columns, "HIGH,3.2,0,29,3,10,1000,4,1250,6", options).Request!.RequestedAmount.ShouldBeNull();
    }

    [Fact]
    public void Faults_Of_A_History_Name_Its_Columns() =>
        Read(
            ProductFile.Shipped, "risk,grossincome,itcscore,appscore,trcount,dormancy,lastamount,lastterm", "HIGH,3.2,0,290,3,,1000,4",
            new RequestColumnOptions(SourceColumns: true))
            .Faults.Select(f => f.Path).ShouldBe(["appscore", "dormancy"]);

    [Theory]
    [InlineData("a,low,3200,610,29,3,10,1000,4,,,", "riskCategory")]
    [InlineData("a,LOW,much,610,29,3,10,1000,4,,,", "monthlyIncome")]
    [InlineData("a,LOW,3200,610.5,29,3,10,1000,4,,,", "bureauScore")]
    [InlineData("a,LOW,3200,610,,3,10,1000,4,,,", "applicationScore")]
    [InlineData("a,LOW,3200,610,1e99,3,10,1000,4,,,", "applicationScore")]
    [InlineData("a,LOW,3200,610,29,3,10,1000,4,x,,", "requestedAmount")]
    [InlineData("a,LOW,3200,610,29,3,10,1000,4,1e99,,", "requestedAmount")]
    [InlineData("a,LOW,3200,610,29,3,10,1000,4,2501,,", "requestedAmount")]
    [InlineData("a,LOW,3200,610,29,3,10,1000,4,,-1,", "minAmount")]
    [InlineData("a,LOW,3200,610,29,3,10,1000,4,,,4;6", "months")]
    [InlineData("a,LOW,3200,610,29,3,10,1000,4,,,4 5", "months")]
    public void A_Fault_Names_Its_Column(string row, string column)
    {
        var reading = Read(Header + ",requestedAmount,minAmount,months", row);

        reading.Request.ShouldBeNull();
        reading.Id.ShouldBe("a");
        reading.Faults.ShouldHaveSingleItem().Path.ShouldBe(column);
    }

    [Theory]
    [InlineData("7")]
    [InlineData("4.5")]
    [InlineData("long")]
    public void Months_Asked_For_Are_Terms_Of_The_Product(string months) =>
        Read(Header + ",requestedMonths", $"{Valid},{months}").Faults.ShouldHaveSingleItem().Path.ShouldBe("requestedMonths");

    [Theory]
    [InlineData(Valid + ",1")]
    [InlineData("a,LOW")]
    public void A_Row_Of_Another_Width_Is_Not_Read(string row)
    {
        var fault = Read(Header, row).Faults.ShouldHaveSingleItem();

        fault.Path.ShouldBe("");
        fault.Message.ShouldContain("9");
    }

    [Theory]
    [InlineData(Header + ",bureauscore", "bureauScore")]
    [InlineData(Header + ",id", "more than once")]
    [InlineData("riskCategory,monthlyIncome", "applicationScore")]
    public void A_Header_That_Will_Not_Do_Is_Refused(string header, string named)
    {
        var faults = new List<string>();

        RequestColumns.Find(ProductFile.CashLoan, [.. header.Split(',')], new RequestColumnOptions(), faults).ShouldBeNull();
        string.Join(' ', faults).ShouldContain(named);
    }

    [Fact]
    public void Unknown_Columns_Are_Passed_Over_Where_Asked() =>
        Read(ProductFile.CashLoan, Header + ",colour", Valid + ",red", new RequestColumnOptions(IgnoreUnknown: true)).Request.ShouldNotBeNull();

    private static LineReading Read(string header, string row) => Read(ProductFile.CashLoan, header, row, new RequestColumnOptions());

    private static LineReading Read(ProductDefinition product, string header, string row, RequestColumnOptions options)
    {
        var faults = new List<string>();
        var columns = RequestColumns.Find(product, [.. header.Split(',')], options, faults);
        faults.ShouldBeEmpty();
        return new RequestRowReader(product, columns!).Read(row.Split(',').ToImmutableArray());
    }
}
