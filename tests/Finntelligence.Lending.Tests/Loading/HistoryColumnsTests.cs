using System.Text;
using System.Text.Json.Nodes;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Tests.Products;

namespace Finntelligence.Lending.Tests.Loading;

/// <summary>Histories that are not written as the product is.</summary>
public sealed class HistoryColumnsTests
{
    private const string Header = "risk,grossincome,itcscore,appscore,trcount,dormancy,lastamount,lastterm,apr,status,size,term,taken";

    [Theory]
    [InlineData("""{"column":"apr","unit":"fraction"}""", "0.075", 7.5)]
    [InlineData("""{"column":"apr","unit":"basisPoints"}""", "750", 7.5)]
    [InlineData("""{"column":"apr","per":"year"}""", "90", 7.5)]
    [InlineData("""{"column":"apr","per":"year","unit":"fraction"}""", "0.9", 7.5)]
    [InlineData("""{"column":"apr","scale":0.5}""", "15", 7.5)]
    [InlineData("""{"column":"apr","map":{"standard":7.5}}""", "standard", 7.5)]
    [InlineData("""{"column":"apr","missing":["0"]}""", "0", double.NaN)]
    [InlineData("\"apr\"", "7.5", 7.5)]
    public void A_rate_is_read_in_the_unit_of_its_column(string column, string cell, double rate)
    {
        var product = Product(json => json["models"]!["risk"]!["offerColumns"]!["rate"] = JsonNode.Parse(column));
        Risk(product, $"LOW,3.2,600,30,3,10,1000,4,{cell},Charged Off,2000,6,1").Offers.ShouldHaveSingleItem().Rate.ShouldBe(rate);
    }

    // The product's rates are percent a month.
    [Theory]
    [InlineData("""{"column":"apr","reference":"base"}""", "2.5", "5", 7.5)]
    [InlineData("""{"column":"apr","unit":"basisPoints","reference":"base"}""", "250", "5", 7.5)]
    [InlineData("""{"column":"apr","unit":"basisPoints","per":"year","reference":{"column":"base","unit":"fraction","per":"year"}}""", "3000", "0.6", 7.5)]
    [InlineData("""{"column":"apr","reference":{"column":"base","per":"year"}}""", "2.5", "60", 7.5)]
    [InlineData("""{"column":"apr","unit":"fraction","reference":{"column":"base","map":{"standard":5}}}""", "0.025", "standard", 7.5)]
    [InlineData("""{"column":"apr","reference":"base"}""", "-0.3", "5.1", 4.8)]
    [InlineData("""{"column":"apr","reference":"base"}""", "0.1", "0.2", 0.3)]
    [InlineData("""{"column":"apr","reference":"base"}""", "", "5", double.NaN)]
    [InlineData("""{"column":"apr","reference":{"column":"base","missing":["0"]}}""", "2.5", "0", double.NaN)]
    [InlineData("""{"column":"apr","reference":null}""", "2.5", "none", 2.5)]
    public void A_spread_is_read_with_the_rate_that_it_is_over(string column, string spread, string reference, double rate)
    {
        var product = Product(json => json["models"]!["risk"]!["offerColumns"]!["rate"] = JsonNode.Parse(column));
        OverBase(product, $"LOW,3.2,600,30,3,10,1000,4,{spread},Charged Off,2000,6,1,{reference}").Offers.ShouldHaveSingleItem().Rate.ShouldBe(rate);
    }

    [Fact]
    public void A_reference_that_is_no_number_is_named_with_its_line_and_one_that_is_not_there()
    {
        var product = Product(json => json["models"]!["risk"]!["offerColumns"]!["rate"] = JsonNode.Parse("""{"column":"apr","reference":"base"}"""));

        Should.Throw<InvalidHistoryException>(() => OverBase(product, "LOW,3.2,600,30,3,10,1000,4,2.5,Charged Off,2000,6,1,soon"))
            .Message.ShouldStartWith("Line 2, column \"base\"");
        Should.Throw<InvalidHistoryException>(() => Risk(product, "LOW,3.2,600,30,3,10,1000,4,2.5,Charged Off,2000,6,1")).Message.ShouldContain("lacks \"base\"");
    }

    [Theory]
    [InlineData("""{"column":"apr","reference":"apr"}""", "reference", "Must be another column than the one of the spread.")]
    [InlineData("""{"column":"apr","reference":{"column":"apr","unit":"fraction"}}""", "reference.column", "Must be another column than the one of the spread.")]
    [InlineData("""{"column":"apr","reference":{"unit":"fraction"}}""", "reference.column", "Is missing.")]
    public void A_faulty_reference_is_named(string rate, string path, string message) =>
        ProductFile.Faults(json => json["models"]!["risk"]!["offerColumns"]!["rate"] = JsonNode.Parse(rate))
            .ShouldContain(new Fault($"models.risk.offerColumns.rate.{path}", message));

    // Of take-up nothing may be known that comes after the offer, and of nobody what is protected.
    [Fact]
    public void A_reference_is_held_to_what_every_column_of_a_model_is()
    {
        ProductFile.Faults(json => json["models"]!["acceptance"]!["offerColumns"]!["rate"] = JsonNode.Parse("""{"column":"spread","reference":"final4"}"""))
            .ShouldHaveSingleItem().Path.ShouldBe("models.acceptance.offerColumns.rate.reference");
        ProductFile.Faults(json => json["models"]!["risk"]!["offerColumns"]!["rate"] = JsonNode.Parse("""{"column":"spread","reference":{"column":"age"}}"""))
            .ShouldHaveSingleItem().Path.ShouldBe("models.risk.offerColumns.rate.reference");
    }

    [Fact]
    public void A_text_is_a_label_and_rows_without_one_are_left_out()
    {
        var rows = Risk(
            Product(_ => { }),
            "LOW,3.2,600,30,3,10,1000,4,7.5,Charged Off,2000,6,1",
            "LOW,3.2,600,30,3,10,1000,4,7.5,Fully Paid,2000,6,1",
            "LOW,3.2,600,30,3,10,1000,4,7.5,,2000,6,1",
            "LOW,3.2,600,30,3,10,1000,4,7.5,Current,2000,6,1",
            "LOW,3.2,600,30,3,10,1000,4,7.5,Charged Off,2000,6,0");

        rows.Labels.ShouldBe([1, 0]);
        rows.FileRows.ShouldBe([0, 1]);
    }

    [Fact]
    public void A_text_stands_for_a_number_where_the_product_says_so()
    {
        var product = Product(json => json["applicant"]![7]!["source"]!["map"] = JsonNode.Parse("""{"10+ years":60,"< 1 year":6}"""));

        var rows = Risk(
            product, "LOW,3.2,600,30,3,10,1000,10+ years,7.5,Charged Off,2000,6,1", "LOW,3.2,600,30,3,10,1000,< 1 year,7.5,Fully Paid,2000,6,1");

        var column = product.Risk.Inputs.IndexOf("lastLoanMonths");
        var width = product.Risk.Inputs.Length;
        new[] { rows.Values[column], rows.Values[width + column] }.ShouldBe([60, 6]);
    }

    [Fact]
    public void A_map_belongs_to_numbers() =>
        ProductFile.Faults(json => json["applicant"]![0]!["source"]!["map"] = new JsonObject { ["LOW"] = 1 })
            .ShouldHaveSingleItem().ShouldBe(new Fault("applicant[0].source.map", "Belongs to a number, an integer or a boolean only."));

    [Theory]
    [InlineData("""{"minimum":24,"maximum":84,"step":12}""", new[] { 24, 36, 48, 60, 72, 84 })]
    [InlineData("""{"minimum":6,"maximum":11,"step":3}""", new[] { 6, 9 })]
    public void Terms_may_be_a_range(string months, int[] terms) =>
        ProductLoader.Parse(ProductFile.With(json => json["offer"]!["months"] = JsonNode.Parse(months))).Offer.Months.Values.ShouldBe(terms);

    [Theory]
    [InlineData("""{"minimum":24,"maximum":12,"step":12}""", "offer.months.maximum", "12 is below the minimum 24.")]
    [InlineData("""{"minimum":24,"maximum":84}""", "offer.months.step", "Is missing.")]
    [InlineData("""{"minimum":24,"maximum":84,"step":0}""", "offer.months.step", "Must be at least 1.")]
    [InlineData("""{"minimum":0,"maximum":84,"step":6}""", "offer.months.minimum", "Must be 1 to 600 months.")]
    [InlineData("""{"values":[6],"step":6}""", "offer.months.values", "Must not stand beside minimum, maximum and step.")]
    public void A_faulty_range_of_terms_is_named(string months, string path, string message) =>
        ProductFile.Faults(json => json["offer"]!["months"] = JsonNode.Parse(months)).ShouldContain(new Fault(path, message));

    [Fact]
    public void A_fault_knows_its_line()
    {
        var text = Encoding.UTF8.GetString(ProductFile.SomeLoan).Replace("\"scale\": 1000", "\"scale\": 0", StringComparison.Ordinal);
        var line = text.Split('\n').TakeWhile(l => !l.Contains("\"scale\": 0", StringComparison.Ordinal)).Count() + 1;

        var fault = Should.Throw<InvalidProductException>(() => ProductLoader.Parse(Encoding.UTF8.GetBytes(text)));

        fault.LineOf(fault.Faults.ShouldHaveSingleItem()).ShouldBe(line);
        fault.Message.ShouldContain($"applicant[1].source.scale (line {line}): Must be above 0.");
        fault.LineOf(new Fault("applicant[1].source.unit", "")).ShouldBe(line);
        fault.LineOf(new Fault("", "")).ShouldBeNull();
    }

    private static ProductDefinition Product(Action<JsonObject> change) => ProductLoader.Parse(ProductFile.With(json =>
    {
        var risk = json["models"]!["risk"]!;
        risk["offerColumns"] = JsonNode.Parse("""{"amount":"size","months":"term","rate":"apr"}""");
        risk["label"] = JsonNode.Parse("""{"column":"status","oneOf":["Charged Off","Default"]}""");
        risk["filters"] = JsonNode.Parse("""[{"column":"taken","equalTo":1},{"column":"status","notOneOf":["Current"]}]""");
        change(json);
    }));

    private static TrainingRows OverBase(ProductDefinition product, params string[] rows) => CsvText.InFile(
        Encoding.UTF8.GetBytes($"{Header},base\n{string.Join('\n', rows)}\n"), ".csv", path => History.Read(product, ModelKind.Risk, path));

    private static TrainingRows Risk(ProductDefinition product, params string[] rows) => CsvText.InFile(
        Encoding.UTF8.GetBytes($"{Header}\n{string.Join('\n', rows)}\n"), ".csv", path => History.Read(product, ModelKind.Risk, path));
}
