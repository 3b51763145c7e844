using System.Text;
using System.Text.Json.Nodes;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Requests;
using Finntelligence.Lending.Tests.Products;

namespace Finntelligence.Lending.Tests.Requests;

/// <summary>What depends on the product; what any client can send is tested at the service.</summary>
public sealed class PredictRequestReaderTests
{
    private ProductDefinition _product = ProductFile.CashLoan;

    [Fact]
    public void Valid_Request_Is_Read_Whole()
    {
        var reading = Read("""
            { "applicant": A, "requestedAmount": 1500.5, "requestedMonths": 6.0, "alternatives": 7.0, "explain": true,
              "constraints": { "minAmount": 0, "maxAmount": 1800, "months": [12, 4.0], "maxRate": 9.75, "maxInstallment": 650.25 } }
            """);

        reading.Faults.ShouldBeEmpty();
        var request = reading.Request.ShouldNotBeNull();
        request.Applicant.Values.ShouldBe([0, 3200, 610, 29, 3, 10, 1000, 4]);
        request.RequestedAmount.ShouldBe(1500.5m);
        request.RequestedMonths.ShouldBe(6);
        request.Alternatives.ShouldBe(7);
        request.Explain.ShouldBeTrue();
        request.Constraints.MinimumAmount.ShouldBe(0);
        request.Constraints.MaximumAmount.ShouldBe(1800);
        request.Constraints.Months.ShouldBe([12, 4]);
        request.Constraints.MaximumRate.ShouldBe(9.75m);
        request.Constraints.MaximumInstallment.ShouldBe(650.25m);
    }

    [Fact]
    public void Absent_Members_Have_Their_Defaults()
    {
        var request = Read("""{ "applicant": A }""").Request.ShouldNotBeNull();

        request.RequestedAmount.ShouldBeNull();
        request.RequestedMonths.ShouldBeNull();
        request.Alternatives.ShouldBe(3);
        request.Explain.ShouldBeFalse();
        request.Constraints.Months.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("5", "Must be one of 4, 6, 12.")]
    [InlineData("0", "Must be one of 4, 6, 12.")]
    [InlineData("4.5", "Must be a whole number.")]
    [InlineData("\"12\"", "Must be a number, not a string.")]
    public void Months_That_The_Product_Does_Not_Have_Cannot_Be_Asked_For(string months, string message) =>
        Read($$"""{ "applicant": A, "requestedMonths": {{months}} }""").Faults.ShouldBe([new Fault("requestedMonths", message)]);

    [Theory]
    [InlineData("", SearchMode.Grid)]
    [InlineData(""", "search": null""", SearchMode.Grid)]
    [InlineData(""", "search": {}""", SearchMode.Grid)]
    [InlineData(""", "search": { "mode": null }""", SearchMode.Grid)]
    [InlineData(""", "search": { "mode": "grid" }""", SearchMode.Grid)]
    [InlineData(""", "search": { "mode": "exact" }""", SearchMode.Exact)]
    public void Search_Has_A_Mode(string member, SearchMode mode) =>
        Read($$"""{ "applicant": A{{member}} }""").Request.ShouldNotBeNull().Search.ShouldBe(mode);

    [Theory]
    [InlineData(""" "exact" """, "search")]
    [InlineData(""" { "mode": "Exact" } """, "search.mode")]
    [InlineData(""" { "mode": 1 } """, "search.mode")]
    [InlineData(""" { "node": "exact" } """, "search.node")]
    public void Search_With_A_Fault_Is_Refused(string search, string path) =>
        Paths($$"""{ "applicant": A, "search": {{search}} }""").ShouldBe([path]);

    [Theory]
    [InlineData("200", true)]
    [InlineData("2500", true)]
    [InlineData("2500.01", false)]
    [InlineData("199.99", false)]
    public void Requested_Amount_Is_Within_The_Product_And_The_Cap(string amount, bool valid) =>
        (Read($$"""{ "applicant": A, "requestedAmount": {{amount}} }""").Request is not null).ShouldBe(valid);

    [Fact]
    public void Product_Without_A_Cap_Has_None()
    {
        ChangeProduct(json => json["offer"]!["amount"]!.AsObject().Remove("requestedCap"));

        Read("""{ "applicant": A, "requestedAmount": 10000 }""").Request.ShouldNotBeNull();
    }

    [Fact]
    public void Requested_Amount_Is_Required_Where_Nothing_Stands_For_It()
    {
        ChangeProduct(json => json["offer"]!["amount"]!.AsObject().Remove("defaultFeature"));

        Paths("""{ "applicant": A }""").ShouldBe(["requestedAmount"]);
        Paths("""{ "applicant": A, "requestedAmount": null }""").ShouldBe(["requestedAmount"]);
        Read("""{ "applicant": A, "requestedAmount": 1000 }""").Request.ShouldNotBeNull();
    }

    [Fact]
    public void Requested_Amount_Is_Required_Where_What_Stands_For_It_Is_Missing()
    {
        ChangeProduct(json =>
            json["applicant"]!.AsArray().Single(f => f!["name"]!.GetValue<string>() == "lastLoanAmount")!["required"] = false);
        var applicant = JsonNode.Parse(SomeRequestTexts.Valid)!["applicant"]!.DeepClone();
        applicant["lastLoanAmount"] = null;
        var body = new JsonObject { ["applicant"] = applicant };

        Read(body).Faults.ShouldHaveSingleItem().Path.ShouldBe("requestedAmount");
        body["requestedAmount"] = "many";
        Read(body).Faults.ShouldHaveSingleItem().Message.ShouldContain("number");
        // No amount to take a multiple of: only the product's own range holds.
        body["requestedAmount"] = 10000;
        Read(body).Request.ShouldNotBeNull();
    }

    [Fact]
    public void Example_Of_The_Product_Is_A_Valid_Request()
    {
        Read(PredictExample.Request(_product)).Request.ShouldNotBeNull();
        Read(PredictExample.WithEveryLimit(_product)).Request.ShouldNotBeNull().Constraints.MaximumAmount.ShouldNotBeNull();

        ChangeProduct(json => json["offer"]!["amount"]!.AsObject().Remove("defaultFeature"));
        Read(PredictExample.Request(_product)).Request.ShouldNotBeNull();
        Read(PredictExample.WithEveryLimit(_product)).Request.ShouldNotBeNull();
    }

    private void ChangeProduct(Action<JsonObject> change) => _product = ProductLoader.Parse(ProductFile.With(change));

    private IEnumerable<string> Paths(string body) => Read(body).Faults.Select(f => f.Path);

    private PredictReading Read(string body) => Read(Encoding.UTF8.GetBytes(
        body.Replace(": A", ": " + JsonNode.Parse(SomeRequestTexts.Valid)!["applicant"]!.ToJsonString(), StringComparison.Ordinal)));

    private PredictReading Read(JsonNode body) => Read(Encoding.UTF8.GetBytes(body.ToJsonString()));

    private PredictReading Read(ReadOnlyMemory<byte> body) => new PredictRequestReader(_product).Read(body);
}
