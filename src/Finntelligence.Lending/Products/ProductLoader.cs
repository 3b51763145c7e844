namespace Finntelligence.Lending.Products;

/// <summary>Reads product.json.</summary>
public static class ProductLoader
{
    /// <summary>Reads and checks a definition.</summary>
    /// <exception cref="InvalidProductException">The definition has faults; all of them are named by JSON path.</exception>
    public static ProductDefinition Load(string path) => Parse(File.ReadAllBytes(path));

    /// <summary>Checks a definition.</summary>
    /// <param name="utf8">The bytes of product.json.</param>
    public static ProductDefinition Parse(ReadOnlyMemory<byte> utf8) => throw new NotImplementedException();
}
