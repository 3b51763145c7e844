
namespace Finntelligence.Trees.Tests.Fixtures;

/// <summary>
/// A fact about the models that another library trained on the real rows. They are read where they lie, beside the data, and never
/// copied; where they do not lie there the fact is reported as skipped.
/// </summary>
public sealed class RealModelFactAttribute : FactAttribute
{
    /// <param name="library">Name of the library's folder.</param>
    public RealModelFactAttribute(string library)
    {
        if (!Directory.Exists(RealModels.Folder(library)))
            Skip = $"The models that {library} trained on the real rows do not lie beside the data of the experiment.";
    }
}

/// <summary>Where the models that other libraries trained on the real rows lie.</summary>
internal static class RealModels
{
    /// <summary>A folder that need not exist; null where there is no real data.</summary>
    public static string? Folder(string library) =>
        RealData.Path is { } data ? Path.GetFullPath(Path.Combine(data, "..", "..", "..", "fixtures", library)) : null;
}
