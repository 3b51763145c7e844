using System.Globalization;

namespace Finntelligence.Trees.Learning;

/// <summary>Options of the learner. Names that ML.NET's FastTree or LightGBM options have are kept.</summary>
public sealed record TreeOptions
{
    /// <summary>Boosting rounds, 0 to 100,000. 0 gives the prior alone.</summary>
    public int NumberOfTrees { get; init; } = 100;

    /// <summary>Most leaves in a tree, 2 to 65,536. Trees grow leaf by leaf, the greatest gain first.</summary>
    public int NumberOfLeaves { get; init; } = 20;

    /// <summary>Fewest training rows in a leaf, ≥ 1.</summary>
    public int MinimumExampleCountPerLeaf { get; init; } = 10;

    /// <summary>Least sum of second derivatives in a leaf, ≥ 0.</summary>
    public double MinimumHessianPerLeaf { get; init; } = 1e-3;

    /// <summary>Shrinkage of each tree, in (0, 1].</summary>
    public double LearningRate { get; init; } = 0.1;

    /// <summary>Most bins of values in a feature, 2 to 255; missing values have a bin of their own besides.</summary>
    public int MaximumBinCountPerFeature { get; init; } = 255;

    /// <summary>Share of the features that each tree may use, in (0, 1]; at least one is used.</summary>
    public double FeatureFraction { get; init; } = 1;

    /// <summary>Share of the rows that each tree learns from, in (0, 1].</summary>
    public double BaggingExampleFraction { get; init; } = 1;

    /// <summary>Added to the sum of second derivatives in a leaf's value, ≥ 0.</summary>
    public double L2Regularization { get; init; } = 1;

    /// <summary>A split must lower the loss by more than this, ≥ 0.</summary>
    public double MinimumSplitGain { get; init; } = 1e-7;

    /// <summary>Added to the second derivatives of a category when categories are ordered for a split, ≥ 0.</summary>
    public double CategoricalSmoothing { get; init; } = 10;

    /// <summary>Rounds without a lower validation log-loss after which training stops; 0 to run all. Needs a validation set.</summary>
    public int EarlyStoppingRounds { get; init; }

    /// <summary>Seed of the row and feature samples.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Threads, 0 for one per core. Has no influence on the result.</summary>
    public int NumberOfThreads { get; init; }

    internal int Threads => NumberOfThreads == 0 ? Environment.ProcessorCount : NumberOfThreads;

    /// <summary>Refuses values out of range.</summary>
    /// <exception cref="ArgumentException">Names the first option out of range, its value and its range.</exception>
    public void Validate()
    {
        if (Faults().FirstOrDefault() is { } fault)
            throw new ArgumentException(fault);
    }

    /// <summary>One sentence for each option out of range: its name, its value and its range.</summary>
    internal IEnumerable<string> Faults() =>
        new[]
        {
            Check(NumberOfTrees is >= 0 and <= 100_000, nameof(NumberOfTrees), NumberOfTrees, "0 to 100,000"),
            Check(NumberOfLeaves is >= 2 and <= 65_536, nameof(NumberOfLeaves), NumberOfLeaves, "2 to 65,536"),
            Check(MinimumExampleCountPerLeaf >= 1, nameof(MinimumExampleCountPerLeaf), MinimumExampleCountPerLeaf, "at least 1"),
            Check(NotNegative(MinimumHessianPerLeaf), nameof(MinimumHessianPerLeaf), MinimumHessianPerLeaf, "finite, at least 0"),
            Check(IsShare(LearningRate), nameof(LearningRate), LearningRate, "above 0, at most 1"),
            Check(MaximumBinCountPerFeature is >= 2 and <= 255, nameof(MaximumBinCountPerFeature), MaximumBinCountPerFeature, "2 to 255"),
            Check(IsShare(FeatureFraction), nameof(FeatureFraction), FeatureFraction, "above 0, at most 1"),
            Check(IsShare(BaggingExampleFraction), nameof(BaggingExampleFraction), BaggingExampleFraction, "above 0, at most 1"),
            Check(NotNegative(L2Regularization), nameof(L2Regularization), L2Regularization, "finite, at least 0"),
            Check(NotNegative(MinimumSplitGain), nameof(MinimumSplitGain), MinimumSplitGain, "finite, at least 0"),
            Check(NotNegative(CategoricalSmoothing), nameof(CategoricalSmoothing), CategoricalSmoothing, "finite, at least 0"),
            Check(EarlyStoppingRounds >= 0, nameof(EarlyStoppingRounds), EarlyStoppingRounds, "at least 0"),
            Check(NumberOfThreads is >= 0 and <= 1024, nameof(NumberOfThreads), NumberOfThreads, "0 to 1,024"),
        }.OfType<string>();

    private static bool IsShare(double value) => value is > 0 and <= 1;

    private static bool NotNegative(double value) => value >= 0 && double.IsFinite(value);

    private static string? Check(bool holds, string name, IFormattable value, string range) =>
        holds ? null : $"{name} is {value.ToString(null, CultureInfo.InvariantCulture)}; it must be {range}.";
}
