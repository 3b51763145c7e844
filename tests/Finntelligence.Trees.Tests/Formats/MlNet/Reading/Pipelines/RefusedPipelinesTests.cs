using Finntelligence.Trees.Formats;
using Finntelligence.Trees.Formats.MlNet.Reading;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Transforms;

namespace Finntelligence.Trees.Tests.Formats.MlNet.Reading.Pipelines;

/// <summary>What ML.NET saves and trees cannot say: refused by the name its user knows, with what to change.</summary>
public sealed class RefusedPipelinesTests
{
    [FastTreeTheory]
    [InlineData("lpnorm", "step 1 of the chain is NormalizeLpNorm or NormalizeGlobalContrast ('GcnTransform')", "several columns")]
    [InlineData("pca", "step 1 of the chain is ProjectToPrincipalComponents", "several columns")]
    [InlineData("kernel", "step 1 of the chain is ApproximatedKernelMap", "several columns")]
    [InlineData("text", "FeaturizeText", "words of a text")]
    [InlineData("hash", "step 0 of the chain is OneHotHashEncoding or Hash", "use OneHotEncoding")]
    [InlineData("custom", "step 0 of the chain is CustomMapping", "a program's own code")]
    [InlineData("expression", "step 0 of the chain is Expression", "compute the column before the pipeline")]
    [InlineData("isotonic", "step 2 of the chain is Calibrators.Isotonic", "use Calibrators.Platt")]
    [InlineData("naive", "step 2 of the chain is Calibrators.Naive", "use Calibrators.Platt")]
    [InlineData("forest", "ends without a column 'Probability': a FastForest model", "append BinaryClassification.Calibrators.Platt")]
    [InlineData("dropped", "ends without a column 'Probability'", "drop no column of that name")]
    [InlineData("regression", "step 1 of the chain is a regression trainer", "a model of BinaryClassification is needed")]
    [InlineData("linear", "the model is '", "models of trees can be taken: those of FastTree, FastForest, LightGbm and Gam")]
    [InlineData("keyvalue", "its source 'Grade2' cannot be followed: MapKeyToValue made it", "let the trees read the column it was made of")]
    public void It_is_refused_by_name_with_what_to_change(string pipeline, string name, string change)
    {
        var zip = TrainedPipeline.Fit(ml => Make(ml, pipeline), missing: false).Zip;
        var message = Should.Throw<InvalidModelFileException>(() => MlNetModelReader.Read(zip)).Message;
        message.ShouldContain(name, Case.Sensitive);
        message.ShouldContain(change, Case.Sensitive);
    }

    [LightGbmFact]
    public void A_text_parsed_as_a_number_is_refused()
    {
        var zip = TrainedPipeline.Fit(ml => ml.Transforms.Conversion.ConvertType("Parsed", "City", DataKind.Single)
            .Append(ml.Transforms.Concatenate("Features", "Parsed", "Grade"))
            .Append(ml.BinaryClassification.Trainers.LightGbm(numberOfIterations: 3))).Zip;
        var message = Should.Throw<InvalidModelFileException>(() => MlNetModelReader.Read(zip)).Message;
        message.ShouldContain("'Features' cannot be followed: its source 'Parsed' cannot be followed: it was converted from Text to Single by ConvertType");
    }

    private static IEstimator<ITransformer> Make(MLContext ml, string pipeline) => pipeline switch
    {
        "lpnorm" => Vector(ml, "Raw").Append(ml.Transforms.NormalizeLpNorm("Features", "Raw")).Append(Trees(ml)),
        "pca" => Vector(ml, "Raw").Append(ml.Transforms.ProjectToPrincipalComponents("Features", "Raw", rank: 2)).Append(Trees(ml)),
        "kernel" => Vector(ml, "Raw").Append(ml.Transforms.ApproximatedKernelMap("Features", "Raw", rank: 4)).Append(Trees(ml)),
        "text" => ml.Transforms.Text.FeaturizeText("Features", "City").Append(Trees(ml)),
        "hash" => ml.Transforms.Categorical.OneHotHashEncoding("Features", "City", numberOfBits: 4).Append(Trees(ml)),
        "custom" => ml.Transforms.CustomMapping<Applicant, Doubled>((from, to) => to.Twice = 2 * from.Age, contractName: "doubled")
            .Append(ml.Transforms.Concatenate("Features", "Twice", "Grade")).Append(Trees(ml)),
        "expression" => ml.Transforms.Expression("Twice", "x => x * 2f", "Age")
            .Append(ml.Transforms.Concatenate("Features", "Twice", "Grade")).Append(Trees(ml)),
        "isotonic" => Vector(ml).Append(Trees(ml)).Append(ml.BinaryClassification.Calibrators.Isotonic()),
        "naive" => Vector(ml).Append(Trees(ml)).Append(ml.BinaryClassification.Calibrators.Naive()),
        "forest" => Vector(ml).Append(ml.BinaryClassification.Trainers.FastForest(numberOfTrees: 5)),
        "dropped" => Vector(ml).Append(Trees(ml)).Append(ml.Transforms.SelectColumns("Score")),
        "regression" => Vector(ml).Append(ml.Regression.Trainers.FastTree(labelColumnName: "Income", numberOfTrees: 5)),
        "linear" => Vector(ml).Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression()),
        "keyvalue" => ml.Transforms.Conversion.MapValueToKey("Key", "Grade").Append(ml.Transforms.Conversion.MapKeyToValue("Grade2", "Key"))
            .Append(ml.Transforms.Concatenate("Features", "Grade2", "Age")).Append(Trees(ml)),
        _ => throw new ArgumentOutOfRangeException(nameof(pipeline)),
    };

    private static IEstimator<ITransformer> Vector(MLContext ml, string name = "Features") => ml.Transforms.Concatenate(name, "Income", "Age", "Grade");

    private static IEstimator<ITransformer> Trees(MLContext ml) =>
        ml.BinaryClassification.Trainers.FastTree(numberOfTrees: 5, numberOfLeaves: 6);

    private sealed class Doubled
    {
        public float Twice { get; set; }
    }
}
