using System.Text;
using System.Text.Json.Nodes;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Requests;
using Finntelligence.Lending.Tests.Products;

namespace Finntelligence.Lending.Tests.Requests;

public sealed class RequestLineReaderTests
{
    private static readonly string Alone = JsonNode.Parse(SomeRequestTexts.Valid)!["applicant"]!.ToJsonString();

    [Fact]
    public void A_Request_And_Its_Applicant_Alone_Are_The_Same_Request()
    {
        var whole = Read($$"""{ "id": "a", "applicant": {{Alone}} }""");
        var alone = Read(Alone[..^1] + ""","id":"a"}""");

        whole.Faults.ShouldBeEmpty();
        alone.Faults.ShouldBeEmpty();
        alone.Request!.Applicant.Values.ShouldBe(whole.Request!.Applicant.Values);
        alone.Id.ShouldBe(whole.Id);
        whole.Id.ShouldBe("\"a\"");
        whole.Request.Alternatives.ShouldBe(2);
    }

    [Theory]
    [InlineData("""7""", "7")]
    [InlineData("""1.50""", "1.50")]
    [InlineData("""null""", null)]
    [InlineData("\"\\u0022\"", "\"\\u0022\"")]
    public void An_Id_Comes_Back_As_It_Was_Written(string id, string? expected) =>
        Read($$"""{ "id": {{id}}, "applicant": {{Alone}} }""").Id.ShouldBe(expected);

    [Fact]
    public void An_Id_Comes_Back_With_The_Faults_Of_Its_Line()
    {
        var reading = Read("""{ "id": 12, "applicant": {} }""");

        reading.Request.ShouldBeNull();
        reading.Id.ShouldBe("12");
        reading.Faults.Select(f => f.Path).ShouldContain("applicant.riskCategory");
    }

    [Theory]
    [InlineData("""{ "id": [1], "applicant": A }""", "id")]
    [InlineData("""{ "id": 1, "id": 2, "applicant": A }""", "id")]
    [InlineData("""{ "riskCategory": "LOW", "id": 1, "id": 2 }""", "id")]
    [InlineData("""{ "id": "\ud800", "applicant": A }""", "id")]
    [InlineData("""{ "\uDC00": 1, "applicant": A }""", "['\uFFFD']")]
    [InlineData("""{ "applicant": { "riskCategory": [{ "\ud83d": "\uD83D" }] } }""", "applicant.riskCategory[0]['\uFFFD']")]
    [InlineData("""{ "ID": 1, "applicant": A }""", "ID")]
    [InlineData("""{ "riskCategory": "LOW" }""", "applicationScore")]
    [InlineData("""{ "requestedAmount": 100 }""", "applicant")]
    [InlineData("""{ "riskCategory": "LOW", "requestedAmount": 100 }""", "requestedAmount")]
    [InlineData("""{}""", "applicant")]
    [InlineData("""[1]""", "")]
    [InlineData("""12""", "")]
    [InlineData("""{ "applicant": """, "")]
    [InlineData("", "")]
    [InlineData("""{ "applicant": A } { "applicant": A }""", "")]
    public void A_Fault_Is_Named_Where_It_Is(string line, string path)
    {
        var reading = Read(line.Replace(": A", ": " + Alone, StringComparison.Ordinal));

        reading.Request.ShouldBeNull();
        reading.Faults.Select(f => f.Path).ShouldContain(path);
    }

    [Fact]
    public void Bytes_That_Are_No_Text_Are_A_Fault() =>
        new RequestLineReader(ProductFile.CashLoan).Read(new byte[] { (byte)'{', 0xFF, (byte)'}' }).Faults.ShouldHaveSingleItem().Path.ShouldBe("");

    [Fact]
    public void A_Products_Own_Feature_Called_Id_Is_Its_Feature_In_An_Applicant_Alone()
    {
        var product = ProductLoader.Parse(ProductFile.With(json =>
        {
            var feature = json["applicant"]!.AsArray().Single(f => f!["name"]!.GetValue<string>() == "priorLoans")!.DeepClone();
            feature["name"] = "id";
            feature["required"] = true;
            json["applicant"]!.AsArray().Add(feature);
        }));
        var reading = new RequestLineReader(product).Read(Encoding.UTF8.GetBytes(Alone[..^1] + ""","id":3}"""));

        reading.Faults.ShouldBeEmpty();
        reading.Id.ShouldBeNull();
        reading.Request!.Applicant.Values[^1].ShouldBe(3);
    }

    private static LineReading Read(string line) => new RequestLineReader(ProductFile.CashLoan, 2).Read(Encoding.UTF8.GetBytes(line));
}
