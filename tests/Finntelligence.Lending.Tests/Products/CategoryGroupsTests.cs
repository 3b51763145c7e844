using System.Text.Json.Nodes;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Products.Csv;

namespace Finntelligence.Lending.Tests.Products;

public sealed class CategoryGroupsTests
{
    [Theory]
    [InlineData("LOW", 0f)]
    [InlineData("low", 0f)]
    [InlineData("lower than low", 0f)]
    [InlineData("lower risk", 2f)]
    [InlineData("H", 2f)]
    [InlineData("anything", 1f)]
    public void A_text_of_the_history_counts_as_the_value_that_it_is_grouped_under(string cell, float code)
    {
        var product = ProductLoader.Parse(ProductFile.With(json =>
        {
            json["applicant"]![0]!["source"]!["groups"] = JsonNode.Parse("""{ "LOW": ["low*"], "HIGH": ["H", "lower r*"] }""");
            json["applicant"]![0]!["source"]!["others"] = "MEDIUM";
        }));
        product = product with { Applicant = [product.Applicant[0]] };
        using var table = CsvTable.Open(new MemoryStream(System.Text.Encoding.UTF8.GetBytes($"{product.Applicant[0].Source.Column}\n{cell}\n")));
        table.Read();
        var implausible = new Dictionary<string, int>();

        ApplicantReader.FromCsv(product, table, implausible).Values.ShouldBe([code]);
        implausible.ShouldBeEmpty();
    }

    [Fact]
    public void A_request_names_values_and_no_texts_of_the_lenders_file()
    {
        var product = ProductLoader.Parse(ProductFile.With(json => json["applicant"]![0]!["source"]!["others"] = "LOW"));
        var faults = new List<Fault>();
        using var json = System.Text.Json.JsonDocument.Parse("""{ "riskCategory": "anything" }""");

        ApplicantReader.FromJson(product, json.RootElement, "applicant", faults);

        faults.Select(f => f.Path).ShouldContain("applicant.riskCategory");
    }

    [Fact]
    public void Ten_thousand_values_load_and_a_fault_does_not_list_them_all()
    {
        var product = ProductLoader.Parse(ProductFile.With(json =>
        {
            var region = json["applicant"]!.AsArray().First(f => f!["kind"]!.GetValue<string>() == "category")!.DeepClone();
            region["name"] = "dealer";
            region["ordered"] = false;
            region.AsObject().Remove("monotone");
            region["values"] = new JsonArray([.. Enumerable.Range(0, 10_000).Select(i => JsonValue.Create($"dealer {i}"))]);
            region["example"] = "dealer 9999";
            region["source"] = JsonNode.Parse("""{ "column": "dealer" }""");
            region["reason"] = JsonNode.Parse("""{ "code": "DEALER", "text": "Your dealer" }""");
            json["applicant"]!.AsArray().Add(region);
        }));
        var dealer = product.Applicant[^1];
        dealer.CodeOf("dealer 9999").ShouldBe(9999);
        dealer.CodeOf("dealer 10000").ShouldBe(-1);
        var faults = new List<Fault>();
        using var json = System.Text.Json.JsonDocument.Parse("""{ "dealer": "dealer 10000" }""");

        ApplicantReader.FromJson(product, json.RootElement, "applicant", faults);

        faults.Single(f => f.Path == "applicant.dealer").Message.ShouldStartWith("Must be one of 10000 values, such as \"dealer 0\"");
    }
}
