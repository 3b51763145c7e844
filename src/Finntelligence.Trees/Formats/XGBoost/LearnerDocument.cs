namespace Finntelligence.Trees.Formats.XGBoost;

/// <summary>What a model document says, as it says it. Nothing is checked yet but types and sizes.</summary>
internal sealed class LearnerDocument
{
    /// <summary>Major, minor, patch; empty when the file does not say.</summary>
    public List<int> Version { get; set; } = [];

    public List<string> FeatureNames { get; set; } = [];

    public List<string> FeatureTypes { get; set; } = [];

    public string? BaseScore { get; set; }

    public int? FeatureCount { get; set; }

    public int ClassCount { get; set; }

    public int TargetCount { get; set; }

    public string? Objective { get; set; }

    /// <summary>The quantile or quantiles of reg:quantileerror, as text.</summary>
    public string? Quantiles { get; set; }

    /// <summary>The attribute best_iteration: rounds counted from 0.</summary>
    public string? BestIteration { get; set; }

    public string? Booster { get; set; }

    /// <summary>Where the trees were found; null when there are none.</summary>
    public string? ModelPath { get; set; }

    public int? TreeCount { get; set; }

    public int? ParallelTrees { get; set; }

    public int LeafVectorSize { get; set; }

    public List<TreeArrays>? Trees { get; set; }

    /// <summary>The output group of each tree.</summary>
    public List<int>? TreeGroups { get; set; }

    /// <summary>First tree of each round and, last, the number of trees; absent before 2.0.</summary>
    public List<int>? RoundStarts { get; set; }

    /// <summary>DART weights, one per tree, wherever the version keeps them; null when there are none.</summary>
    public List<float>? TreeWeights { get; set; }

    public string? TreeWeightsPath { get; set; }

    /// <summary>Whether the file stores the category names of the training frame (3.1 on).</summary>
    public bool HasCategoryNames { get; set; }
}
