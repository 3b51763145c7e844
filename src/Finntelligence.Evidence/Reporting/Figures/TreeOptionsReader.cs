using System.Globalization;
using Finntelligence.Lending.Models;
using Finntelligence.Trees.Learning;

namespace Finntelligence.Evidence.Reporting.Figures;

/// <summary>Reads back the options that a manifest holds.</summary>
internal static class TreeOptionsReader
{
    /// <summary>The options; null for a model that our learner did not make.</summary>
    public static TreeOptions? Of(ModelManifest manifest)
    {
        if (manifest.Source is not null)
            return null;
        var options = manifest.Options;
        return new TreeOptions
        {
            Seed = manifest.Seed,
            NumberOfTrees = (int)Number(nameof(TreeOptions.NumberOfTrees)),
            NumberOfLeaves = (int)Number(nameof(TreeOptions.NumberOfLeaves)),
            MinimumExampleCountPerLeaf = (int)Number(nameof(TreeOptions.MinimumExampleCountPerLeaf)),
            MinimumHessianPerLeaf = Number(nameof(TreeOptions.MinimumHessianPerLeaf)),
            LearningRate = Number(nameof(TreeOptions.LearningRate)),
            MaximumBinCountPerFeature = (int)Number(nameof(TreeOptions.MaximumBinCountPerFeature)),
            FeatureFraction = Number(nameof(TreeOptions.FeatureFraction)),
            BaggingExampleFraction = Number(nameof(TreeOptions.BaggingExampleFraction)),
            L2Regularization = Number(nameof(TreeOptions.L2Regularization)),
            MinimumSplitGain = Number(nameof(TreeOptions.MinimumSplitGain)),
            CategoricalSmoothing = Number(nameof(TreeOptions.CategoricalSmoothing)),
        };

        double Number(string name) => options.TryGetValue(name, out var text)
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                ? value
                : throw new InvalidModelException($"The manifest of the {manifest.Kind} model has no option {name}.");
    }
}
