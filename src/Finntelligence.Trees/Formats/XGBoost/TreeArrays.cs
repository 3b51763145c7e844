using System.Collections;

namespace Finntelligence.Trees.Formats.XGBoost;

/// <summary>One tree as the file holds it. Nothing is checked yet.</summary>
internal sealed class TreeArrays
{
    /// <summary>Arrays whose entry i describes node i, by their names in the file: lists of int, float or bool. Node 0 is the root.</summary>
    public Dictionary<string, IList> OfNodes { get; } = new(StringComparer.Ordinal);

    public List<int> Categories { get; set; } = [];

    public List<int> CategoryNodes { get; set; } = [];

    public List<int> CategorySegments { get; set; } = [];

    public List<int> CategorySizes { get; set; } = [];

    public int? NodeCount { get; set; }

    /// <summary>Outputs of each leaf: 0 (up to 1.7) or 1; more means that leaf values are elsewhere.</summary>
    public int LeafVectorSize { get; set; }

    public int? Id { get; set; }
}
