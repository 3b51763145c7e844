using System.Text.Json;
using System.Text.Json.Nodes;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Tests.Products;

namespace Finntelligence.Lending.Tests.Offers;

/// <summary>Limits of policy that move with the applicant. The bureau's score stands for a competitor's rate, since the tests' product has none.</summary>
public sealed class RateLimitTests
{
    [Theory]
    // The card's cap of HIGH is 11.75.
    [InlineData(9, 1.5, 10.5, "applicationScore")]
    [InlineData(9, -2, 7, "applicationScore")]
    [InlineData(30, 1.5, 11.75, "riskCategory")]
    public void The_lowest_limit_holds_and_says_whose_it_is(int value, double above, double cap, string feature)
    {
        var product = Product(("applicationScore", (decimal)above));
        product.RateLimitOf(Applicant(product, value)).ShouldBe(((decimal)cap, feature));
    }

    [Fact]
    public void A_feature_that_is_missing_limits_nothing()
    {
        var product = Product(("monthlyIncome", -1000), ("applicationScore", 0));
        product.RateCapOf(Applicant(product, 5)).ShouldBe(5);
    }

    [Fact]
    public void Without_limits_the_caps_alone_hold() => Product().RateCapOf(Applicant(Product(), 5)).ShouldBe(11.75m);

    [Theory]
    [InlineData("""[{"feature":"riskCategory","above":1}]""", "policy.rateLimits[0].feature", "\"riskCategory\" is not a number.")]
    [InlineData("""[{"feature":"applicationScore"}]""", "policy.rateLimits[0].above", "Is missing.")]
    [InlineData("""[{"feature":"applicationScore","above":1001}]""", "policy.rateLimits[0].above", "Must be between -1000 and 1000.")]
    public void A_faulty_limit_is_named(string limits, string path, string message) =>
        ProductFile.Faults(json => json["policy"]!["rateLimits"] = JsonNode.Parse(limits)).ShouldHaveSingleItem().ShouldBe(new Fault(path, message));

    private static ProductDefinition Product(params (string Feature, decimal Above)[] limits) => ProductLoader.Parse(ProductFile.With(json =>
        json["policy"]!["rateLimits"] = new JsonArray([.. limits.Select(l => new JsonObject { ["feature"] = l.Feature, ["above"] = l.Above })])));

    private static Applicant Applicant(ProductDefinition product, int applicationScore)
    {
        var json = new JsonObject
        {
            ["riskCategory"] = "HIGH",
            ["applicationScore"] = applicationScore,
            ["monthsSinceLastLoan"] = 10,
            ["lastLoanAmount"] = 1000,
            ["lastLoanMonths"] = 4,
        };
        var faults = new List<Fault>();
        using var document = JsonDocument.Parse(json.ToJsonString());
        var applicant = ApplicantReader.FromJson(product, document.RootElement, "applicant", faults);
        faults.ShouldBeEmpty();
        return applicant!;
    }
}
