using System.Text;
using System.Text.Json.Nodes;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Products;

namespace Finntelligence.RateCards.Tests;

/// <summary>Products to find cards for.</summary>
internal static class SomeProducts
{
    /// <summary>The shipped one.</summary>
    public static ProductDefinition CashLoan { get; } = ProductLoader.Load(Repository.File("data/cash-loan/product.json"));

    /// <summary>The shipped one, changed.</summary>
    public static ProductDefinition With(Action<JsonNode> change)
    {
        var json = JsonNode.Parse(File.ReadAllText(Repository.File("data/cash-loan/product.json")))!;
        change(json);
        return ProductLoader.Parse(Encoding.UTF8.GetBytes(json.ToJsonString()));
    }
}
