using Finntelligence.Api.Pool;

namespace Finntelligence.Api.Status;

/// <summary>Names files for callers who need not know the machine: relative to the folder that holds data/ and models/.</summary>
internal sealed class PublicNames(ServedProduct served)
{
    // …/data/<product>/product.json.
    private readonly string _root = Path.GetFullPath(Path.Combine(served.File, "..", "..", ".."));

    /// <summary>A text without the path of the root.</summary>
    public string In(string text) => text
        .Replace(_root + Path.DirectorySeparatorChar, "", StringComparison.Ordinal)
        .Replace(_root, ".", StringComparison.Ordinal);
}
