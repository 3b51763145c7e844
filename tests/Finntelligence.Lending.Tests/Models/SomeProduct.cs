using System.Text;
using System.Text.Json.Nodes;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Tests.Products;

namespace Finntelligence.Lending.Tests.Models;

/// <summary>A product of the tests' own, some-loan.json beside this file: tuning the shipped one changes no figure here.</summary>
internal static class SomeProduct
{
    private static readonly byte[] Json = File.ReadAllBytes(Path.Combine(
        Path.GetDirectoryName(ProductFile.Path)!, "..", "..", "tests", "Finntelligence.Lending.Tests", "Models", "some-loan.json"));

    public static ProductDefinition CashLoan { get; } = ProductLoader.Parse(Json);

    /// <summary>The definition after a change of its JSON.</summary>
    public static ProductDefinition With(Action<JsonObject> change)
    {
        var json = JsonNode.Parse(Json)!.AsObject();
        change(json);
        return ProductLoader.Parse(Encoding.UTF8.GetBytes(json.ToJsonString()));
    }
}
