using Microsoft.ML;

namespace Finntelligence.Trees.Training.Monotone;

/// <summary>Puts the trainer where ML.NET's own trainers are.</summary>
public static class MonotoneFastTreeCatalog
{
    /// <summary>Boosted trees for a Boolean label that keep the directions asked for. Every other option has its default.</summary>
    /// <param name="catalog">The trainers of <c>MLContext.BinaryClassification</c>.</param>
    /// <param name="labelColumnName">Column of the label, a Boolean.</param>
    /// <param name="featureColumnName">Column of the features, a vector of Single of known size.</param>
    /// <param name="exampleWeightColumnName">Column of the rows' weights, a Single; null for 1 each.</param>
    /// <param name="numberOfLeaves">Most leaves in a tree.</param>
    /// <param name="numberOfTrees">Boosting rounds.</param>
    /// <param name="minimumExampleCountPerLeaf">Fewest training rows in a leaf.</param>
    /// <param name="learningRate">Shrinkage of each tree.</param>
    /// <param name="monotone">Directions by slot name (<see cref="MonotoneFastTreeOptions.Monotone"/>).</param>
    /// <exception cref="ArgumentException">Options are out of range; names each.</exception>
    public static MonotoneFastTreeTrainer MonotoneFastTree(
        this BinaryClassificationCatalog.BinaryClassificationTrainers catalog,
        string labelColumnName = "Label",
        string featureColumnName = "Features",
        string? exampleWeightColumnName = null,
        int numberOfLeaves = 20,
        int numberOfTrees = 100,
        int minimumExampleCountPerLeaf = 10,
        double learningRate = 0.1,
        IReadOnlyDictionary<string, Monotonicity>? monotone = null)
    {
        var options = new MonotoneFastTreeOptions
        {
            LabelColumnName = labelColumnName,
            FeatureColumnName = featureColumnName,
            ExampleWeightColumnName = exampleWeightColumnName,
            NumberOfLeaves = numberOfLeaves,
            NumberOfTrees = numberOfTrees,
            MinimumExampleCountPerLeaf = minimumExampleCountPerLeaf,
            LearningRate = learningRate,
        };
        foreach (var (slot, direction) in monotone ?? new Dictionary<string, Monotonicity>())
            options.Monotone[slot] = direction;
        return catalog.MonotoneFastTree(options);
    }

    /// <summary>Boosted trees for a Boolean label that keep the directions asked for.</summary>
    /// <param name="catalog">The trainers of <c>MLContext.BinaryClassification</c>.</param>
    /// <param name="options">The options.</param>
    /// <exception cref="ArgumentException">Options are out of range; names each.</exception>
    public static MonotoneFastTreeTrainer MonotoneFastTree(
        this BinaryClassificationCatalog.BinaryClassificationTrainers catalog, MonotoneFastTreeOptions options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new MonotoneFastTreeTrainer(catalog, options);
    }
}
