using System.Collections.Immutable;
using System.Globalization;
using Finntelligence.Trees.Learning;

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
}
