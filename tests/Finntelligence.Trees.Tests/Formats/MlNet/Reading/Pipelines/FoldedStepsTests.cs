using Finntelligence.Trees.Formats.MlNet;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using static Microsoft.ML.Transforms.MissingValueReplacingEstimator;
using static Microsoft.ML.Transforms.OneHotEncodingEstimator;

namespace Finntelligence.Trees.Tests.Formats.MlNet.Reading.Pipelines;

/// <summary>Every step that is folded into the trees, in a pipeline that ML.NET fits, saves and scores here.</summary>
public sealed class FoldedStepsTests
{
    [FastTreeTheory]
    [InlineData(ReplacementMode.DefaultValue)]
    [InlineData(ReplacementMode.Mean)]
    [InlineData(ReplacementMode.Minimum)]
    [InlineData(ReplacementMode.Maximum)]
    [InlineData(ReplacementMode.Mode)]
    public void Replaced_missing_values_take_the_side_of_what_replaces_them(ReplacementMode mode) =>
        Folded(ml => ml.Transforms.ReplaceMissingValues("Income", "Income", mode).Append(Features(ml, "Income", "Age", "Grade")))
            .ShouldBe(["Income", "Age", "Grade"]);

    [FastTreeFact]
    public void Indicators_of_missing_values_are_splits_on_missing()
    {
        var model = TrainedPipeline.Fit(ml => ml.Transforms.IndicateMissingValues("IncomeMissing", "Income")
            .Append(ml.Transforms.ReplaceMissingValues("IncomeFilled", "Income"))
            .Append(ml.Transforms.Conversion.ConvertType("IncomeUnknown", "IncomeMissing"))
            .Append(Features(ml, "IncomeUnknown", "IncomeFilled", "Age"))).ShouldBeFolded();
        model.Ensemble.Features.Select(f => f.Name).ShouldBe(["Income", "Age"]);
        model.Ensemble.Trees.SelectMany(t => t.Nodes).ShouldContain(n => float.IsPositiveInfinity(n.Threshold) && !n.MissingGoesLeft);
    }

    [FastTreeFact]
    public void Steps_over_vectors_are_followed_slot_by_slot() => Folded(ml => ml.Transforms.Concatenate("Numbers", "Income", "Age", "Grade")
            .Append(ml.Transforms.IndicateMissingValues("Unknown", "Numbers"))
            .Append(ml.Transforms.ReplaceMissingValues("Filled", "Numbers", ReplacementMode.Maximum))
            .Append(ml.Transforms.Conversion.ConvertType("UnknownNumbers", "Unknown"))
            .Append(ml.Transforms.NormalizeMinMax("Scaled", "Filled", fixZero: false))
            .Append(Features(ml, "Scaled", "UnknownNumbers")))
        .ShouldBe(["Income", "Age", "Grade"]);

    [FastTreeTheory]
    [InlineData("minmax")]
    [InlineData("minmax0")]
    [InlineData("meanvariance")]
    [InlineData("meanvariancecdf")]
    [InlineData("logmeanvariance")]
    [InlineData("logmeanvarianceaffine")]
    [InlineData("binning")]
    [InlineData("binning0")]
    [InlineData("robust")]
    [InlineData("supervised")]
    public void Normalizers_become_thresholds_of_the_column_itself(string normalizer)
    {
        // Floats, doubles and vectors have code of their own in ML.NET.
        Folded(ml => Normalizer(ml, normalizer, "Age", "Age")
                .Append(Normalizer(ml, normalizer, "DebtScaled", "Debt"))
                .Append(ml.Transforms.Conversion.ConvertType("DebtScaled"))
                .Append(Normalizer(ml, normalizer, "ScoresScaled", "Scores"))
                .Append(Features(ml, "Age", "DebtScaled", "ScoresScaled")), missing: false)
            .ShouldBe(["Age", "Debt", "Scores[0]", "Scores[1]", "Scores[2]"]);
    }

    [FastTreeFact]
    public void A_normalizer_of_missing_values_leaves_or_hides_them_as_ML_NET_does() =>
        Folded(ml => ml.Transforms.NormalizeLogMeanVariance("Log", "Income")
                .Append(ml.Transforms.NormalizeMinMax("Scaled", "Income"))
                .Append(ml.Transforms.ReplaceMissingValues("Filled", "Scaled"))
                .Append(Features(ml, "Log", "Filled", "Grade")))
            .ShouldBe(["Income", "Grade"]);

    [FastTreeFact]
    public void Whole_numbers_truths_and_doubles_are_converted() =>
        Folded(ml => ml.Transforms.Conversion.ConvertType([new("L", "Loans"), new("O", "Owner"), new("D", "Debt"), new("M", "Months")])
                .Append(Features(ml, "L", "O", "D", "M")))
            .ShouldBe(["Loans", "Owner", "Debt", "Months"]);

    [FastTreeFact]
    public void Copied_selected_and_dropped_columns_are_followed()
    {
        var names = Folded(ml => ml.Transforms.CopyColumns("Years", "Age")
            .Append(ml.Transforms.CopyColumns("Outcome", "Label"))
            .Append(ml.Transforms.Conversion.MapValueToKey("Where", "City"))
            .Append(ml.Transforms.Conversion.MapValueToKey("LabelKey", "Label"))
            .Append(ml.Transforms.Conversion.MapKeyToValue("Place", "Where"))
            .Append(ml.Transforms.DropColumns("Age", "Months"))
            .Append(ml.Transforms.Concatenate("Some", "Years", "Grade"))
            .Append(ml.Transforms.Concatenate("Features", "Some", "Scores"))
            .Append(ml.BinaryClassification.Trainers.FastTree(numberOfTrees: 10, numberOfLeaves: 8))
            .Append(ml.Transforms.CopyColumns("P", "Probability"))
            .Append(ml.Transforms.SelectColumns("Score", "Probability", "PredictedLabel")));
        names.ShouldBe(["Age", "Grade", "Scores[0]", "Scores[1]", "Scores[2]"]);
    }

    [FastTreeTheory]
    [InlineData(OutputKind.Indicator)]
    [InlineData(OutputKind.Bag)]
    [InlineData(OutputKind.Binary)]
    public void One_hot_texts_become_category_sets(OutputKind kind)
    {
        var model = TrainedPipeline.Fit(ml => ml.Transforms.Categorical.OneHotEncoding("Where", "City", kind)
            .Append(Features(ml, "Where", "Age", "Grade"))).ShouldBeFolded();
        model.Inputs[0].Kind.ShouldBe(MlNetInputKind.Text);
        model.Inputs[0].Terms.Order(StringComparer.Ordinal).ShouldBe(["Bergen", "Oslo", "Tromsø", "Trondheim"]);
        model.Ensemble.Features[0].Kind.ShouldBe(FeatureKind.Category);
        model.Ensemble.Trees.SelectMany(t => t.Nodes).Where(n => n.Feature == 0).ShouldAllBe(n => n.Categories != null && n.Categories.Value.Length > 0);
    }

    [FastTreeTheory]
    [InlineData(OutputKind.Indicator)]
    [InlineData(OutputKind.Binary)]
    public void One_hot_numbers_become_thresholds(OutputKind kind) =>
        Folded(ml => ml.Transforms.Categorical.OneHotEncoding("Grades", "Grade", kind)
                .Append(ml.Transforms.Categorical.OneHotEncoding("LoanCount", "Loans", kind))
                .Append(ml.Transforms.Categorical.OneHotEncoding("Term", "Months", kind))
                .Append(ml.Transforms.Categorical.OneHotEncoding("Owns", "Owner", kind))
                .Append(Features(ml, "Grades", "LoanCount", "Term", "Owns", "Age")))
            .ShouldBe(["Grade", "Loans", "Months", "Owner", "Age"]);

    [FastTreeFact]
    public void Keys_become_vectors_with_and_without_a_number_on_the_way() =>
        Folded(ml => ml.Transforms.Conversion.MapValueToKey("Key", "City")
                .Append(ml.Transforms.Conversion.MapKeyToVector("Vector", "Key"))
                .Append(ml.Transforms.Conversion.MapKeyToBinaryVector("Bits", "Key"))
                .Append(ml.Transforms.Conversion.ConvertType("Code", "Key", DataKind.UInt32))
                .Append(ml.Transforms.Conversion.ConvertType("Number", "Debt"))
                .Append(Features(ml, "Vector", "Bits", "Number")))
            .ShouldBe(["City", "Debt"]);

    [FastTreeFact]
    public void A_trainer_without_Concatenate_reads_a_vector_by_position()
    {
        var model = TrainedPipeline.Fit(
            ml => ml.BinaryClassification.Trainers.FastTree(featureColumnName: "Scores", numberOfTrees: 10, numberOfLeaves: 8)).ShouldBeFolded();
        model.Ensemble.Features.Select(f => f.Name).ShouldBe(["Scores[0]", "Scores[1]", "Scores[2]"]);
        model.HasFeatureNames.ShouldBeFalse();
    }

    [FastTreeFact]
    public void Chains_within_chains_are_one_chain() => Folded(ml =>
        {
            var inner = ml.Transforms.ReplaceMissingValues("Income").Append(ml.Transforms.NormalizeMinMax("Age"));
            return new EstimatorChain<ITransformer>().Append(inner).Append(Features(ml, "Income", "Age", "Grade"));
        })
        .ShouldBe(["Income", "Age", "Grade"]);

    private static IEnumerable<string> Folded(Func<MLContext, IEstimator<ITransformer>> make, bool missing = true) =>
        TrainedPipeline.Fit(make, missing).ShouldBeFolded().Ensemble.Features.Select(f => f.Name);

    private static IEstimator<ITransformer> Features(MLContext ml, params string[] columns) => ml.Transforms.Concatenate("Features", columns)
        .Append(ml.BinaryClassification.Trainers.FastTree(numberOfTrees: 12, numberOfLeaves: 8, minimumExampleCountPerLeaf: 4));

    private static IEstimator<ITransformer> Normalizer(MLContext ml, string name, string output, string input) => name switch
    {
        "minmax" => ml.Transforms.NormalizeMinMax(output, input, fixZero: false),
        "minmax0" => ml.Transforms.NormalizeMinMax(output, input),
        "meanvariance" => ml.Transforms.NormalizeMeanVariance(output, input, fixZero: false),
        "meanvariancecdf" => ml.Transforms.NormalizeMeanVariance(output, input, useCdf: true),
        "logmeanvariance" => ml.Transforms.NormalizeLogMeanVariance(output, input),
        "logmeanvarianceaffine" => ml.Transforms.NormalizeLogMeanVariance(output, input, useCdf: false),
        "binning" => ml.Transforms.NormalizeBinning(output, input, fixZero: false, maximumBinCount: 20),
        "binning0" => ml.Transforms.NormalizeBinning(output, input, maximumBinCount: 9),
        "robust" => ml.Transforms.NormalizeRobustScaling(output, input),
        "supervised" => ml.Transforms.NormalizeSupervisedBinning(output, input),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };
}
