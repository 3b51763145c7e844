using System.Globalization;

namespace Finntelligence.Trees.Training.FastTree;

/// <summary>The options of ML.NET's FastTree that are chosen here, under ML.NET's names; all others stay as ML.NET has them.</summary>
public sealed record FastTreeOptions
{
    /// <summary>Boosting rounds, 1 to 100,000.</summary>
    public int NumberOfTrees { get; init; } = 100;

    /// <summary>Most leaves in a tree, 2 to 65,536.</summary>
    public int NumberOfLeaves { get; init; } = 20;

    /// <summary>Fewest training rows in a leaf, ≥ 1.</summary>
    public int MinimumExampleCountPerLeaf { get; init; } = 10;

    /// <summary>Shrinkage of each tree, in (0, 1].</summary>
    public double LearningRate { get; init; } = 0.2;

    /// <summary>Most bins of values in a column, 2 to 65,535.</summary>
    public int MaximumBinCountPerFeature { get; init; } = 255;

    /// <summary>Share of the columns that each tree may use, in (0, 1].</summary>
    public double FeatureFraction { get; init; } = 1;

    /// <summary>Share of the rows that each tree learns from, in (0, 1]; 1 turns bagging off.</summary>
    public double BaggingExampleFraction { get; init; } = 1;

    /// <summary>Seed of the row and column samples, ≥ 0.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Refuses values out of range.</summary>
    /// <exception cref="ArgumentException">Names every option out of range, its value and its range.</exception>
    public void Validate()
    {
        string[] faults =
        [
            .. Fault(NumberOfTrees is >= 1 and <= 100_000, nameof(NumberOfTrees), NumberOfTrees, "1 to 100,000"),
            .. Fault(NumberOfLeaves is >= 2 and <= 65_536, nameof(NumberOfLeaves), NumberOfLeaves, "2 to 65,536"),
            .. Fault(MinimumExampleCountPerLeaf >= 1, nameof(MinimumExampleCountPerLeaf), MinimumExampleCountPerLeaf, "at least 1"),
            .. Fault(IsShare(LearningRate), nameof(LearningRate), LearningRate, "above 0, at most 1"),
            .. Fault(MaximumBinCountPerFeature is >= 2 and <= 65_535, nameof(MaximumBinCountPerFeature), MaximumBinCountPerFeature, "2 to 65,535"),
            .. Fault(IsShare(FeatureFraction), nameof(FeatureFraction), FeatureFraction, "above 0, at most 1"),
            .. Fault(IsShare(BaggingExampleFraction), nameof(BaggingExampleFraction), BaggingExampleFraction, "above 0, at most 1"),
            .. Fault(Seed >= 0, nameof(Seed), Seed, "at least 0"),
        ];
        if (faults.Length > 0)
            throw new ArgumentException($"FastTree: {string.Join("; ", faults)}.");
    }

    private static bool IsShare(double value) => value is > 0 and <= 1;

    private static string[] Fault(bool holds, string name, IFormattable value, string range) =>
        holds ? [] : [$"{name} is {value.ToString(null, CultureInfo.InvariantCulture)}, it must be {range}"];
}
