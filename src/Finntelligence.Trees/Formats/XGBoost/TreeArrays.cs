namespace Finntelligence.Trees.Formats.XGBoost;

/// <summary>One tree as the file holds it: entry i of each array describes node i, node 0 is the root. Nothing is checked yet.</summary>
internal sealed class TreeArrays
{
    /// <summary>An array the file may leave out has this for null; the others must be there.</summary>
    public List<int>? LeftChildren { get; set; }

    public List<int>? RightChildren { get; set; }

    /// <summary>Only meaningful on reached splits: a deleted node holds 2147483647, a collapsed split its old feature.</summary>
    public List<int>? SplitIndices { get; set; }

    /// <summary>Threshold of a split, value of a leaf.</summary>
    public List<float>? SplitConditions { get; set; }

    public List<bool>? DefaultLeft { get; set; }

    public List<float>? SumHessian { get; set; }

    public List<float>? LossChanges { get; set; }

    /// <summary>0 threshold, 1 categories; absent in files older than 1.3.</summary>
    public List<int>? SplitType { get; set; }

    /// <summary>Arrays that are only counted, not used, with the number of their entries.</summary>
    public List<(string Name, int Count)> Counted { get; } = [];

    public List<int> Categories { get; set; } = [];

    public List<int> CategoryNodes { get; set; } = [];

    public List<int> CategorySegments { get; set; } = [];

    public List<int> CategorySizes { get; set; } = [];

    public int? NodeCount { get; set; }

    /// <summary>Outputs of each leaf: 0 (up to 1.7) or 1; more means that leaf values are elsewhere.</summary>
    public int LeafVectorSize { get; set; }

    public int? Id { get; set; }
}
