using System.Collections.Immutable;
using System.Globalization;
using Finntelligence.Lending.Models;
using Finntelligence.Trees.Learning;
using Finntelligence.Trees.Training.FastTree;

namespace Finntelligence.Modelling.Fitting;

/// <summary>Training options as a manifest holds them: the ones that decide the bytes, in round-trip text.</summary>
internal static class OptionTexts
{
    public static ImmutableSortedDictionary<string, string> Of(TreeOptions options) =>
        new Dictionary<string, IFormattable>
        {
            [nameof(options.NumberOfTrees)] = options.NumberOfTrees,
            [nameof(options.NumberOfLeaves)] = options.NumberOfLeaves,
            [nameof(options.MinimumExampleCountPerLeaf)] = options.MinimumExampleCountPerLeaf,
            [nameof(options.MinimumHessianPerLeaf)] = options.MinimumHessianPerLeaf,
            [nameof(options.LearningRate)] = options.LearningRate,
            [nameof(options.MaximumBinCountPerFeature)] = options.MaximumBinCountPerFeature,
            [nameof(options.FeatureFraction)] = options.FeatureFraction,
            [nameof(options.BaggingExampleFraction)] = options.BaggingExampleFraction,
            [nameof(options.L2Regularization)] = options.L2Regularization,
            [nameof(options.MinimumSplitGain)] = options.MinimumSplitGain,
            [nameof(options.CategoricalSmoothing)] = options.CategoricalSmoothing,
        }.ToImmutableSortedDictionary(p => p.Key, p => p.Value.ToString(null, CultureInfo.InvariantCulture), StringComparer.Ordinal);

    public static ImmutableSortedDictionary<string, string> Of(FastTreeOptions options) =>
        new Dictionary<string, IFormattable>
        {
            [nameof(options.NumberOfTrees)] = options.NumberOfTrees,
            [nameof(options.NumberOfLeaves)] = options.NumberOfLeaves,
            [nameof(options.MinimumExampleCountPerLeaf)] = options.MinimumExampleCountPerLeaf,
            [nameof(options.LearningRate)] = options.LearningRate,
            [nameof(options.MaximumBinCountPerFeature)] = options.MaximumBinCountPerFeature,
            [nameof(options.FeatureFraction)] = options.FeatureFraction,
            [nameof(options.BaggingExampleFraction)] = options.BaggingExampleFraction,
        }.ToImmutableSortedDictionary(p => p.Key, p => p.Value.ToString(null, CultureInfo.InvariantCulture), StringComparer.Ordinal);

    /// <summary>Our learner's options, read back.</summary>
    /// <exception cref="InvalidModelException">One is missing or no number.</exception>
    public static TreeOptions ReadTrees(ModelManifest manifest) => new()
    {
        Seed = manifest.Seed,
        NumberOfTrees = (int)Number(manifest, nameof(TreeOptions.NumberOfTrees)),
        NumberOfLeaves = (int)Number(manifest, nameof(TreeOptions.NumberOfLeaves)),
        MinimumExampleCountPerLeaf = (int)Number(manifest, nameof(TreeOptions.MinimumExampleCountPerLeaf)),
        MinimumHessianPerLeaf = Number(manifest, nameof(TreeOptions.MinimumHessianPerLeaf)),
        LearningRate = Number(manifest, nameof(TreeOptions.LearningRate)),
        MaximumBinCountPerFeature = (int)Number(manifest, nameof(TreeOptions.MaximumBinCountPerFeature)),
        FeatureFraction = Number(manifest, nameof(TreeOptions.FeatureFraction)),
        BaggingExampleFraction = Number(manifest, nameof(TreeOptions.BaggingExampleFraction)),
        L2Regularization = Number(manifest, nameof(TreeOptions.L2Regularization)),
        MinimumSplitGain = Number(manifest, nameof(TreeOptions.MinimumSplitGain)),
        CategoricalSmoothing = Number(manifest, nameof(TreeOptions.CategoricalSmoothing)),
    };

    /// <summary>FastTree's options, read back.</summary>
    /// <exception cref="InvalidModelException">One is missing or no number.</exception>
    public static FastTreeOptions ReadFastTree(ModelManifest manifest) => new()
    {
        Seed = (int)(manifest.Seed & int.MaxValue),
        NumberOfTrees = (int)Number(manifest, nameof(FastTreeOptions.NumberOfTrees)),
        NumberOfLeaves = (int)Number(manifest, nameof(FastTreeOptions.NumberOfLeaves)),
        MinimumExampleCountPerLeaf = (int)Number(manifest, nameof(FastTreeOptions.MinimumExampleCountPerLeaf)),
        LearningRate = Number(manifest, nameof(FastTreeOptions.LearningRate)),
        MaximumBinCountPerFeature = (int)Number(manifest, nameof(FastTreeOptions.MaximumBinCountPerFeature)),
        FeatureFraction = Number(manifest, nameof(FastTreeOptions.FeatureFraction)),
        BaggingExampleFraction = Number(manifest, nameof(FastTreeOptions.BaggingExampleFraction)),
    };

    private static double Number(ModelManifest manifest, string name) =>
        manifest.Options.TryGetValue(name, out var text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new InvalidModelException($"The manifest of the {manifest.Kind} model has no option {name}.");
}
