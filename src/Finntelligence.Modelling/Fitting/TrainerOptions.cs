using System.Collections.Immutable;
using Finntelligence.Trees.Learning;
using Finntelligence.Trees.Training.FastTree;

namespace Finntelligence.Modelling.Fitting;

/// <summary>A trainer's options, whichever trainer it is.</summary>
public abstract record TrainerOptions
{
    public abstract int NumberOfTrees { get; }

    public abstract int NumberOfLeaves { get; }

    public abstract int MinimumExampleCountPerLeaf { get; }

    public abstract double LearningRate { get; }

    public abstract double FeatureFraction { get; }

    public abstract double BaggingExampleFraction { get; }

    /// <summary>As a manifest holds them.</summary>
    public abstract ImmutableSortedDictionary<string, string> Texts { get; }
}

/// <summary>Options of <see cref="GradientBooster"/>, which is what MonotoneFastTree trains with.</summary>
internal sealed record MonotoneFastTreeTrainerOptions(TreeOptions Trees) : TrainerOptions
{
    public override int NumberOfTrees => Trees.NumberOfTrees;

    public override int NumberOfLeaves => Trees.NumberOfLeaves;

    public override int MinimumExampleCountPerLeaf => Trees.MinimumExampleCountPerLeaf;

    public override double LearningRate => Trees.LearningRate;

    public override double FeatureFraction => Trees.FeatureFraction;

    public override double BaggingExampleFraction => Trees.BaggingExampleFraction;

    public override ImmutableSortedDictionary<string, string> Texts => OptionTexts.Of(Trees);
}

/// <summary>Options of ML.NET's FastTree.</summary>
internal sealed record FastTreeTrainerOptions(FastTreeOptions FastTree) : TrainerOptions
{
    public override int NumberOfTrees => FastTree.NumberOfTrees;

    public override int NumberOfLeaves => FastTree.NumberOfLeaves;

    public override int MinimumExampleCountPerLeaf => FastTree.MinimumExampleCountPerLeaf;

    public override double LearningRate => FastTree.LearningRate;

    public override double FeatureFraction => FastTree.FeatureFraction;

    public override double BaggingExampleFraction => FastTree.BaggingExampleFraction;

    public override ImmutableSortedDictionary<string, string> Texts => OptionTexts.Of(FastTree);
}
