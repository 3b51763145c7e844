using System.Reflection;
using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Learning;
using Finntelligence.Trees.Training.Monotone;
using Microsoft.ML;

namespace Finntelligence.Trees.Tests.Training.Monotone;

public sealed class MonotoneFastTreeOptionsTests
{
    [Fact]
    public void Defaults_Are_Those_Of_The_Learner()
    {
        new MonotoneFastTreeOptions().Trees.ShouldBe(new TreeOptions());
        new MonotoneFastTreeOptions().Faults().ShouldBeEmpty();
    }

    [Fact]
    public void Every_Option_Of_The_Learner_Is_There_But_For_Categories()
    {
        var trees = new TreeOptions
        {
            NumberOfTrees = 7,
            NumberOfLeaves = 9,
            MinimumExampleCountPerLeaf = 11,
            MinimumHessianPerLeaf = 0.5,
            LearningRate = 0.25,
            MaximumBinCountPerFeature = 63,
            FeatureFraction = 0.3,
            BaggingExampleFraction = 0.6,
            L2Regularization = 5,
            MinimumSplitGain = 0.01,
            EarlyStoppingRounds = 13,
            Seed = 17,
            NumberOfThreads = 3,
        };
        foreach (var property in typeof(TreeOptions).GetProperties().Where(p => p.Name != nameof(TreeOptions.CategoricalSmoothing)))
            property.GetValue(trees).ShouldNotBe(property.GetValue(new TreeOptions()), property.Name);
        MonotoneFastTreeOptions.From(trees).Trees.ShouldBe(trees);
        MonotoneFastTreeOptions.From(new TreeOptions()).NumberOfThreads.ShouldBeNull();
    }

    [Fact]
    public void Copy_Has_Every_Option_And_A_Life_Of_Its_Own()
    {
        var options = MonotoneFastTreeOptions.From(new TreeOptions { NumberOfTrees = 3, NumberOfThreads = 2, Seed = 9 });
        (options.LabelColumnName, options.FeatureColumnName, options.ExampleWeightColumnName) = ("l", "f", "w");
        options.Calibrator = new PlattCalibrator(-2, 1);
        options.Monotone["a"] = Monotonicity.Increasing;
        var copy = options.Copy();
        foreach (var property in typeof(MonotoneFastTreeOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance))
            property.GetValue(copy).ShouldBe(property.GetValue(options), property.Name);
        options.Monotone.Clear();
        copy.Monotone.ShouldContainKeyAndValue("a", Monotonicity.Increasing);
    }

    [Fact]
    public void Trainer_Is_Not_Changed_By_A_Later_Change_Of_Its_Options()
    {
        var ml = new MLContext(seed: 1);
        var data = Purchases.View(ml, Purchases.Make(300));
        var options = Purchases.Options();
        var trainer = ml.BinaryClassification.Trainers.MonotoneFastTree(options);
        options.NumberOfTrees = 1;
        options.LabelColumnName = "nothing";
        options.Monotone["nothing"] = Monotonicity.Increasing;
        trainer.Train(data).Ensemble.Trees.Length.ShouldBe(30);
    }

    [Fact]
    public void Short_Call_Takes_What_FastTree_Takes_And_Directions()
    {
        var ml = new MLContext(seed: 1);
        var rows = Purchases.Make(700);
        var data = Purchases.View(ml, rows);
        var directions = new Dictionary<string, Monotonicity> { ["Price"] = Monotonicity.Decreasing };
        var fit = ml.BinaryClassification.Trainers.MonotoneFastTree("Bought", "Features", "Weight", 5, 6, 20, 0.3, directions).Train(data);
        var expected = GradientBooster.Train(
            new LabeledRows(
                [new("Price", Monotonicity: Monotonicity.Decreasing), new("Visits"), new("Noise")],
                [.. rows.SelectMany(r => r.Row)],
                [.. rows.Select(r => r.Bought ? 1f : 0f)],
                [.. rows.Select(r => r.Weight)]),
            new TreeOptions { NumberOfLeaves = 5, NumberOfTrees = 6, MinimumExampleCountPerLeaf = 20, LearningRate = 0.3 }).Ensemble;
        fit.Ensemble.Trees.Length.ShouldBe(6);
        foreach (var row in rows)
            fit.Ensemble.Score(row.Row).ShouldBe(expected.Score(row.Row));
    }

    [Fact]
    public void Names_That_FastTree_Has_Mean_The_Same_Kind_Of_Thing()
    {
        var theirs = typeof(Microsoft.ML.Trainers.FastTree.FastTreeBinaryTrainer.Options).GetFields().ToDictionary(f => f.Name, f => f.FieldType);
        var shared = typeof(MonotoneFastTreeOptions).GetProperties().Where(p => theirs.ContainsKey(p.Name)).ToArray();
        shared.Select(p => p.Name).ShouldBe(
        [
            "LabelColumnName", "FeatureColumnName", "ExampleWeightColumnName", "NumberOfTrees", "NumberOfLeaves", "MinimumExampleCountPerLeaf",
            "LearningRate", "MaximumBinCountPerFeature", "FeatureFraction", "BaggingExampleFraction", "Seed", "NumberOfThreads",
        ], ignoreOrder: true);
        // A seed is 64 bits here.
        foreach (var property in shared.Where(p => p.Name != "Seed"))
            property.PropertyType.ShouldBe(theirs[property.Name], property.Name);
    }
}
