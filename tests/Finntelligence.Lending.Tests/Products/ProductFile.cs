using System.Text.Json.Nodes;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Tests.Products;

/// <summary>The shipped product, whole or altered.</summary>
internal static class ProductFile
{
    public static string Path { get; } = Locate();

    public static ProductDefinition CashLoan { get; } = ProductLoader.Load(Path);

    /// <summary>The shipped JSON after a change.</summary>
    public static byte[] With(Action<JsonObject> change)
    {
        var json = JsonNode.Parse(File.ReadAllBytes(Path))!.AsObject();
        change(json);
        return System.Text.Encoding.UTF8.GetBytes(json.ToJsonString());
    }

    /// <summary>The faults of the shipped JSON after a change; empty if it still loads.</summary>
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

    private static string Locate()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Finntelligence.sln")))
                return System.IO.Path.Combine(folder.FullName, "data", "cash-loan", "product.json");
        throw new DirectoryNotFoundException("The tests run outside the repository.");
    }
}
