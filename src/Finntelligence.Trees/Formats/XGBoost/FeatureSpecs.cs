using System.Collections.Immutable;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Trees.Formats.XGBoost;

/// <summary>The columns of a model: how many, their names, and which hold category codes.</summary>
internal static class FeatureSpecs
{
    /// <summary>The number of features, which may exceed the highest one used.</summary>
    public static int CountOf(LearnerDocument learner, ModelFileLimits limits)
    {
        const string Path = "learner.learner_model_param.num_feature";
        var count = learner.FeatureCount ?? throw new InvalidModelFileException(Path, "is missing");
        if (count > limits.Features)
            throw new InvalidModelFileException(Path, $"is {count}; at most {limits.Features} features are allowed");
        CheckLength("learner.feature_names", learner.FeatureNames.Count, count);
        CheckLength("learner.feature_types", learner.FeatureTypes.Count, count);
        if (learner.FeatureNames.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new InvalidModelFileException("learner.feature_names", $"'{twice.Key}' is given twice");
        return count;
    }

    /// <summary>The features. A column is a category when the file says so or a tree splits it by a set.</summary>
    public static ImmutableArray<FeatureSpec> Of(LearnerDocument learner, ImmutableArray<DecisionTree> trees)
    {
        var splitBySet = trees.SelectMany(tree => tree.Nodes).Where(node => node.Categories is not null).Select(node => node.Feature).ToHashSet();
        return [.. Enumerable.Range(0, learner.FeatureCount!.Value).Select(Spec)];

        FeatureSpec Spec(int index)
        {
            var category = splitBySet.Contains(index) || (learner.FeatureTypes.Count > 0 && learner.FeatureTypes[index] == "c");
            return new FeatureSpec(
                learner.FeatureNames.Count > 0 ? learner.FeatureNames[index] : $"f{index}",
                category ? FeatureKind.Category : FeatureKind.Numeric);
        }
    }

    private static void CheckLength(string path, int length, int count)
    {
        if (length != 0 && length != count)
            throw new InvalidModelFileException(path, $"has {length} entries for {count} features");
    }
}
