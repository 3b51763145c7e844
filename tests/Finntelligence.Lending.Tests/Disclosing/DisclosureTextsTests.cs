using System.Text.Json.Nodes;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Tests.Products;

namespace Finntelligence.Lending.Tests.Disclosing;

public sealed class DisclosureTextsTests
{
    [Fact]
    public void A_Product_Without_Texts_Has_English_And_German_Ones() =>
        ProductFile.CashLoan.Disclosure.Languages.Select(l => (l.Language, l.Texts.Length))
            .ShouldBe([("en", Enum.GetValues<DisclosureLine>().Length), ("de", Enum.GetValues<DisclosureLine>().Length)]);

    [Fact]
    public void A_Products_Own_Texts_Replace_Them()
    {
        var languages = With(texts => texts["apr"] = "JKP: {apr} %").Disclosure.Languages;

        languages.Select(l => l.Language).ShouldBe(["af"]);
        languages[0].Texts[(int)DisclosureLine.Apr].ShouldBe("JKP: {apr} %");
    }

    [Theory]
    [InlineData("{aprr} %", "Did you mean \"apr\"?")]
    [InlineData("{reasons}", "Has no placeholder {reasons} here.")]
    [InlineData("{apr", "no part of a placeholder")]
    public void A_Text_With_A_Placeholder_That_Means_Nothing_Is_Refused(string text, string message)
    {
        var fault = Should.Throw<InvalidProductException>(() => With(texts => texts["apr"] = text)).Faults.ShouldHaveSingleItem();

        fault.Path.ShouldBe("disclosure.languages.af.apr");
        fault.Message.ShouldContain(message);
    }

    [Fact]
    public void Every_Line_Is_Wanted() => Should.Throw<InvalidProductException>(() => With(texts => texts.Remove("refusal")))
        .Faults.ShouldHaveSingleItem().Path.ShouldBe("disclosure.languages.af.refusal");

    private static ProductDefinition With(Action<JsonObject> change)
    {
        var texts = new JsonObject();
        foreach (var line in Enum.GetNames<DisclosureLine>())
            texts[char.ToLowerInvariant(line[0]) + line[1..]] = $"{line}.";
        change(texts);
        return ProductLoader.Parse(ProductFile.With(
            product => product["disclosure"] = new JsonObject { ["languages"] = new JsonObject { ["af"] = texts } }));
    }
}
