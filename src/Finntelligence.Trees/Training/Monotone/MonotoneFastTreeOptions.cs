using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Learning;

namespace Finntelligence.Trees.Training.Monotone;

/// <summary>
/// Options of <see cref="MonotoneFastTreeTrainer"/>. Those that ML.NET's FastTree has too are named as there; the trainer copies them
/// when it is made, so a later change has no effect on it.
/// </summary>
public sealed class MonotoneFastTreeOptions
{
    private static readonly TreeOptions Defaults = new();

    /// <summary>Column of the label, a Boolean.</summary>
    public string LabelColumnName { get; set; } = "Label";

    /// <summary>Column of the features: a vector of Single of known size. NaN is a missing value and is learned from.</summary>
    public string FeatureColumnName { get; set; } = "Features";

    /// <summary>Column of the rows' weights: Single, finite, at least 0; a row of weight 0 is as if absent. Null for 1 each.</summary>
    public string? ExampleWeightColumnName { get; set; }

    /// <summary>
    /// The directions that the probability keeps, by slot name: with <see cref="Monotonicity.Increasing"/> it never falls as the
    /// feature rises, with <see cref="Monotonicity.Decreasing"/> it never rises, whatever the other features are. The promise holds
    /// exactly, for every row; a missing value is outside it.
    /// </summary>
    public IDictionary<string, Monotonicity> Monotone { get; } = new Dictionary<string, Monotonicity>(StringComparer.Ordinal);

    /// <inheritdoc cref="TreeOptions.NumberOfTrees"/>
    public int NumberOfTrees { get; set; } = Defaults.NumberOfTrees;

    /// <inheritdoc cref="TreeOptions.NumberOfLeaves"/>
    public int NumberOfLeaves { get; set; } = Defaults.NumberOfLeaves;

    /// <inheritdoc cref="TreeOptions.MinimumExampleCountPerLeaf"/>
    public int MinimumExampleCountPerLeaf { get; set; } = Defaults.MinimumExampleCountPerLeaf;

    /// <inheritdoc cref="TreeOptions.MinimumHessianPerLeaf"/>
    public double MinimumHessianPerLeaf { get; set; } = Defaults.MinimumHessianPerLeaf;

    /// <inheritdoc cref="TreeOptions.LearningRate"/>
    public double LearningRate { get; set; } = Defaults.LearningRate;

    /// <inheritdoc cref="TreeOptions.MaximumBinCountPerFeature"/>
    public int MaximumBinCountPerFeature { get; set; } = Defaults.MaximumBinCountPerFeature;

    /// <inheritdoc cref="TreeOptions.FeatureFraction"/>
    public double FeatureFraction { get; set; } = Defaults.FeatureFraction;

    /// <inheritdoc cref="TreeOptions.BaggingExampleFraction"/>
    public double BaggingExampleFraction { get; set; } = Defaults.BaggingExampleFraction;

    /// <inheritdoc cref="TreeOptions.L2Regularization"/>
    public double L2Regularization { get; set; } = Defaults.L2Regularization;

    /// <inheritdoc cref="TreeOptions.MinimumSplitGain"/>
    public double MinimumSplitGain { get; set; } = Defaults.MinimumSplitGain;

    /// <summary>
    /// Rounds without a lower validation log-loss after which training stops and the rounds up to the best are kept; 0 to run all.
    /// Needs validation data, so <c>Fit</c> with one argument refuses it.
    /// </summary>
    public int EarlyStoppingRounds { get; set; }

    /// <inheritdoc cref="TreeOptions.Seed"/>
    public ulong Seed { get; set; } = Defaults.Seed;

    /// <summary>Threads, 1 to 1,024; null for one per core. Has no influence on the result.</summary>
    public int? NumberOfThreads { get; set; }

    /// <summary>
    /// The sigmoid of the fitted model. Null for slope −1 and offset 0, which is right for scores that are log-odds, as the trainer's
    /// are. One that was fitted on scores of rows held out can be given (<see cref="PlattCalibrator.Fit"/>).
    /// </summary>
    public PlattCalibrator? Calibrator { get; set; }

    /// <summary>The options that the learner takes.</summary>
    internal TreeOptions Trees => new()
    {
        NumberOfTrees = NumberOfTrees,
        NumberOfLeaves = NumberOfLeaves,
        MinimumExampleCountPerLeaf = MinimumExampleCountPerLeaf,
        MinimumHessianPerLeaf = MinimumHessianPerLeaf,
        LearningRate = LearningRate,
        MaximumBinCountPerFeature = MaximumBinCountPerFeature,
        FeatureFraction = FeatureFraction,
        BaggingExampleFraction = BaggingExampleFraction,
        L2Regularization = L2Regularization,
        MinimumSplitGain = MinimumSplitGain,
        EarlyStoppingRounds = EarlyStoppingRounds,
        Seed = Seed,
        NumberOfThreads = NumberOfThreads ?? 0,
    };

    /// <summary>Options with the learner's, for callers that chose those already. Categorical smoothing is left out: there are no categories here.</summary>
    /// <param name="trees">The learner's options.</param>
    public static MonotoneFastTreeOptions From(TreeOptions trees)
    {
        ArgumentNullException.ThrowIfNull(trees);
        return new MonotoneFastTreeOptions
        {
            NumberOfTrees = trees.NumberOfTrees,
            NumberOfLeaves = trees.NumberOfLeaves,
            MinimumExampleCountPerLeaf = trees.MinimumExampleCountPerLeaf,
            MinimumHessianPerLeaf = trees.MinimumHessianPerLeaf,
            LearningRate = trees.LearningRate,
            MaximumBinCountPerFeature = trees.MaximumBinCountPerFeature,
            FeatureFraction = trees.FeatureFraction,
            BaggingExampleFraction = trees.BaggingExampleFraction,
            L2Regularization = trees.L2Regularization,
            MinimumSplitGain = trees.MinimumSplitGain,
            EarlyStoppingRounds = trees.EarlyStoppingRounds,
            Seed = trees.Seed,
            NumberOfThreads = trees.NumberOfThreads == 0 ? null : trees.NumberOfThreads,
        };
    }

    internal MonotoneFastTreeOptions Copy()
    {
        var copy = From(Trees);
        (copy.LabelColumnName, copy.FeatureColumnName, copy.ExampleWeightColumnName) = (LabelColumnName, FeatureColumnName, ExampleWeightColumnName);
        (copy.NumberOfThreads, copy.Calibrator) = (NumberOfThreads, Calibrator);
        foreach (var (slot, direction) in Monotone)
            copy.Monotone.Add(slot, direction);
        return copy;
    }

    /// <summary>A sentence for each option that cannot be used.</summary>
    internal IEnumerable<string> Faults()
    {
        if (string.IsNullOrEmpty(LabelColumnName))
            yield return $"{nameof(LabelColumnName)} is empty.";
        if (string.IsNullOrEmpty(FeatureColumnName))
            yield return $"{nameof(FeatureColumnName)} is empty.";
        if (ExampleWeightColumnName is "")
            yield return $"{nameof(ExampleWeightColumnName)} is empty; it must be null where there are no weights.";
        string?[] columns = [LabelColumnName, FeatureColumnName, ExampleWeightColumnName];
        foreach (var twice in columns.Where(c => !string.IsNullOrEmpty(c)).GroupBy(c => c).Where(g => g.Count() > 1))
            yield return $"The column \"{twice.Key}\" is named for two purposes; label, features and weight are three columns.";
        if (NumberOfThreads == 0)
            yield return $"{nameof(NumberOfThreads)} is 0; it must be 1 to 1,024, or null for one per core.";
        foreach (var fault in Trees.Faults())
            yield return fault;
        foreach (var (slot, direction) in Monotone)
        {
            if (!Enum.IsDefined(direction))
                yield return $"{nameof(Monotone)} gives \"{slot}\" the direction {(int)direction}, which is none.";
        }
    }
}
