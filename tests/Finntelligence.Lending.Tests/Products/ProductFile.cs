using System.Text.Json.Nodes;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Tests.Products;

/// <summary>The shipped product, and a product of the tests' own: tuning the shipped one changes no figure in a test.</summary>
internal static class ProductFile
{
    /// <summary>The tests' own: some-loan.json beside this file.</summary>
    public static byte[] SomeLoan { get; } = File.ReadAllBytes(Repository.File("tests/Finntelligence.Lending.Tests/Products/some-loan.json"));

    public static ProductDefinition Shipped { get; } = ProductLoader.Load(Repository.File("data/cash-loan/product.json"));

    /// <summary>The tests' own.</summary>
    public static ProductDefinition CashLoan { get; } = ProductLoader.Parse(SomeLoan);

    /// <summary>The JSON of the tests' own after a change.</summary>
    public static byte[] With(Action<JsonObject> change)
    {
        var json = JsonNode.Parse(SomeLoan)!.AsObject();
        change(json);
        return System.Text.Encoding.UTF8.GetBytes(json.ToJsonString());
    }

    /// <summary>The faults of the tests' own JSON after a change; empty if it still loads.</summary>
    public static IReadOnlyList<Fault> Faults(Action<JsonObject> change) => Faults(With(change));

    public static IReadOnlyList<Fault> Faults(byte[] utf8)
    {
        try
        {
            ProductLoader.Parse(utf8);
            return [];
        }
        catch (InvalidProductException e)
        {
            return e.Faults;
        }
    }
}
