using Finntelligence.Trees.Formats.MlNet;
using Microsoft.ML;
using Microsoft.ML.Trainers.FastTree;

namespace Finntelligence.Trees.Tests.Formats.MlNet.Reading.Pipelines;

/// <summary>The trainers whose models are trees, and calibrators after them.</summary>
public sealed class TrainersTests
{
    private static readonly string[] Columns = ["Income", "Age", "Grade"];

    [FastTreeFact]
    public void FastTree_with_a_second_calibrator_fitted() => Check("FastTree", ml => Vector(ml)
        .Append(ml.BinaryClassification.Trainers.FastTree(numberOfTrees: 20))
        .Append(ml.BinaryClassification.Calibrators.Platt()));

    [FastTreeFact]
    public void FastTree_with_a_second_calibrator_by_slope_and_offset()
    {
        var model = Check("FastTree", ml => Vector(ml)
            .Append(ml.BinaryClassification.Trainers.FastTree(numberOfTrees: 20))
            .Append(ml.BinaryClassification.Calibrators.Platt(slope: -0.7, offset: 0.2)));
        (model.Calibrator.A, model.Calibrator.B).ShouldBe((-0.7, 0.2));
    }

    [FastTreeFact]
    public void The_chain_that_carries_missing_values_in_columns_of_their_own() => Check("FastTree", ml =>
        ml.Transforms.ReplaceMissingValues("IncomeFilled", "Income", Microsoft.ML.Transforms.MissingValueReplacingEstimator.ReplacementMode.Mean)
            .Append(ml.Transforms.IndicateMissingValues("IncomeMissing", "Income"))
            .Append(ml.Transforms.Conversion.ConvertType("IncomeUnknown", "IncomeMissing"))
            .Append(ml.Transforms.Concatenate("Features", "IncomeFilled", "IncomeUnknown", "Age", "Grade"))
            .Append(ml.BinaryClassification.Trainers.FastTree(numberOfTrees: 30))
            .Append(ml.BinaryClassification.Calibrators.Platt(slope: -1.1, offset: -0.1)));

    [FastTreeFact]
    public void FastForest_calibrated_afterwards() => Check("FastForest", ml => Vector(ml)
        .Append(ml.BinaryClassification.Trainers.FastForest(numberOfTrees: 15))
        .Append(ml.BinaryClassification.Calibrators.Platt()));

    [FastTreeFact]
    public void Gam_as_trees_of_one_feature()
    {
        var model = Check("Gam", ml => Vector(ml).Append(ml.BinaryClassification.Trainers.Gam(numberOfIterations: 200)), missing: false);
        model.Ensemble.Trees.ShouldAllBe(t => t.Nodes.Select(n => n.Feature).Distinct().Count() <= 1);
        model.Ensemble.BaseScore.ShouldNotBe(0);
    }

    [FastTreeFact]
    public void Gam_over_one_hot_categories() => Check("Gam", ml => ml.Transforms.Categorical.OneHotEncoding("Where", "City")
        .Append(ml.Transforms.Concatenate("Features", "Where", "Age", "Grade"))
        .Append(ml.BinaryClassification.Trainers.Gam(numberOfIterations: 100)), missing: false);

    [LightGbmFact]
    public void LightGbm_with_missing_values() => Check("LightGbm", ml => Vector(ml)
        .Append(ml.BinaryClassification.Trainers.LightGbm(numberOfLeaves: 8, numberOfIterations: 30)));

    [LightGbmFact]
    public void LightGbm_after_normalized_and_one_hot_columns() => Check("LightGbm", ml => ml.Transforms.NormalizeMeanVariance("Income")
        .Append(ml.Transforms.Categorical.OneHotEncoding("Where", "City"))
        .Append(ml.Transforms.Concatenate("Features", "Where", "Income", "Grade"))
        .Append(ml.BinaryClassification.Trainers.LightGbm(numberOfLeaves: 8, numberOfIterations: 30))
        .Append(ml.BinaryClassification.Calibrators.Platt()));

    private static IEstimator<ITransformer> Vector(MLContext ml) => ml.Transforms.Concatenate("Features", Columns);

    private static MlNetModel Check(string trainer, Func<MLContext, IEstimator<ITransformer>> make, bool missing = true)
    {
        var model = TrainedPipeline.Fit(make, missing).ShouldBeFolded();
        model.Trainer.ShouldBe(trainer);
        model.Ensemble.Trees.ShouldNotBeEmpty();
        return model;
    }
}
