using System.Text.Json.Nodes;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Tests.Products;

namespace Finntelligence.Lending.Tests.Models;

public sealed class SchemaCheckTests
{
    private static readonly byte[] Zip =
        ModelArtifact.Write(ProductFile.CashLoan, SomeModels.RandomContents(ProductFile.CashLoan, ModelKind.Risk, seed: 2));

    [Fact]
    public void Same_Schema_Under_Another_Policy_Fits()
    {
        var product = Changed(json => json["policy"]!["maximumProbabilityOfDefault"] = 0.4);

        ModelArtifact.Read(Zip, product, ModelKind.Risk).Manifest.ProductSha256.ShouldNotBe(product.Sha256);
    }

    [Fact]
    public void Check_Says_What_Was_Added_And_Removed()
    {
        var message = Message(json =>
        {
            Inputs(json).RemoveAt(0);
            json["derived"]!.AsArray().Add(JsonNode.Parse(
                """
                { "name": "termChange", "function": "difference", "variable": "months", "feature": "lastLoanMonths",
                  "reason": { "code": "TERM_CHANGE", "text": "The length of the loan beside your last one" } }
                """));
            Inputs(json).Add("termChange");
        });

        message.ShouldContain("'riskCategory' was removed");
        message.ShouldContain("'termChange' was added");
    }

    [Fact]
    public void Check_Says_That_The_Order_Changed() => Message(json =>
    {
        var inputs = Inputs(json);
        var first = inputs[0]!.GetValue<string>();
        inputs.RemoveAt(0);
        inputs.Add(first);
    }).ShouldContain("another order");

    [Fact]
    public void Check_Says_Which_Direction_Changed() =>
        Message(json => Feature(json, "bureauScore").Remove("monotone"))
            .ShouldContain("direction of 'bureauScore' was decreasing and is none");

    [Fact]
    public void Check_Says_Which_Kind_Changed() =>
        Message(json => Feature(json, "riskCategory")["ordered"] = false).ShouldContain("'riskCategory' was numeric and is a category");

    [Fact]
    public void Check_Says_That_Categories_Or_A_Function_Changed()
    {
        Message(json => Feature(json, "riskCategory")["values"] = new JsonArray("HIGH", "MEDIUM", "LOW")).ShouldContain("categories");
        Message(json => json["derived"]![0]!["function"] = "difference").ShouldContain("derived");
    }

    private static string Message(Action<JsonObject> change) =>
        Should.Throw<InvalidModelException>(() => ModelArtifact.Read(Zip, Changed(change), ModelKind.Risk)).Message;

    private static ProductDefinition Changed(Action<JsonObject> change) => ProductLoader.Parse(ProductFile.With(change));

    private static JsonArray Inputs(JsonObject json) => json["models"]!["risk"]!["inputs"]!.AsArray();

    private static JsonObject Feature(JsonObject json, string name) =>
        json["applicant"]!.AsArray().Single(f => f!["name"]!.GetValue<string>() == name)!.AsObject();
}
