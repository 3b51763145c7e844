using Finntelligence.Trees.Learning;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Transforms;

namespace Finntelligence.Trees.Training.FastTree;

/// <summary>
/// The steps of a FastTree model. FastTree drops every training row with a missing value, so the pipeline fills it: a missing value
/// becomes the column's mean in training, and a column that has some there gets a second one that says where. Both happen inside
/// the saved model, so a host sends NaN. A column without missing values in training is filled too: its NaN then stands in the middle.
/// </summary>
internal sealed class FastTreePipeline
{
    private const string Value = ".value";
    private const string IsMissing = ".isMissing";
    private const string Missing = ".missing";

    private readonly string[] _inputs;
    private readonly string[] _indicated;

    /// <param name="features">The columns of a row.</param>
    /// <param name="indicated">Which of them get a column that says whether the value is missing.</param>
    public FastTreePipeline(IReadOnlyList<FeatureSpec> features, IReadOnlyList<bool> indicated)
    {
        _inputs = [.. features.Select(f => f.Name)];
        _indicated = [.. _inputs.Where((_, j) => indicated[j])];
        Label = Free("Label");
        Weight = Free("Weight");
        Features = Free("Features");
    }

    /// <summary>Name of the label's column.</summary>
    public string Label { get; }

    /// <summary>Name of the weight's column.</summary>
    public string Weight { get; }

    /// <summary>Name of the vector's column.</summary>
    public string Features { get; }

    /// <summary>Whether some value of a column is missing, by column.</summary>
    public static bool[] HasMissing(LabeledRows rows)
    {
        var missing = new bool[rows.Features.Length];
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows.Row(i);
            for (var j = 0; j < missing.Length; j++)
                missing[j] |= float.IsNaN(row[j]);
        }

        return missing;
    }

    /// <summary>The rows as the pipeline reads them.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="selected">Indices of those to show; null for all.</param>
    public ColumnsView View(LabeledRows rows, int[]? selected) =>
        new(_inputs, rows.Values, rows.Labels, rows.Weights, selected, Label, Weight);

    /// <summary>The columns that a saved model asks for: the inputs without label and weight.</summary>
    public DataViewSchema InputSchema => new ColumnsView(_inputs, []).Schema;

    /// <summary>The steps before the trainer.</summary>
    public EstimatorChain<ITransformer> Inputs(MLContext ml)
    {
        var chain = new EstimatorChain<ITransformer>().Append<ITransformer>(ml.Transforms.ReplaceMissingValues(
            [.. _inputs.Select(name => new InputOutputColumnPair(name + Value, name))], MissingValueReplacingEstimator.ReplacementMode.Mean));
        if (_indicated.Length > 0)
        {
            chain = chain
                .Append<ITransformer>(ml.Transforms.IndicateMissingValues([.. _indicated.Select(name => new InputOutputColumnPair(name + IsMissing, name))]))
                .Append<ITransformer>(ml.Transforms.Conversion.ConvertType(
                    [.. _indicated.Select(name => new InputOutputColumnPair(name + Missing, name + IsMissing))], DataKind.Single));
        }

        return chain.Append<ITransformer>(ml.Transforms.Concatenate(
            Features, [.. _inputs.Select(name => name + Value), .. _indicated.Select(name => name + Missing)]));
    }

    /// <summary>ML.NET's trainer. One thread, because the number is written into the model; fits side by side use the cores.</summary>
    public FastTreeBinaryTrainer Trainer(MLContext ml, FastTreeOptions options, bool weighted) =>
        ml.BinaryClassification.Trainers.FastTree(new FastTreeBinaryTrainer.Options
        {
            FeatureColumnName = Features,
            LabelColumnName = Label,
            ExampleWeightColumnName = weighted ? Weight : null,
            NumberOfTrees = options.NumberOfTrees,
            NumberOfLeaves = options.NumberOfLeaves,
            MinimumExampleCountPerLeaf = options.MinimumExampleCountPerLeaf,
            LearningRate = options.LearningRate,
            MaximumBinCountPerFeature = options.MaximumBinCountPerFeature,
            FeatureFraction = options.FeatureFraction,
            // A bag for every tree.
            BaggingSize = options.BaggingExampleFraction < 1 ? 1 : 0,
            BaggingExampleFraction = options.BaggingExampleFraction,
            Seed = options.Seed,
            FeatureSelectionSeed = options.Seed,
            NumberOfThreads = 1,
        });

    private string Free(string wanted)
    {
        while (_inputs.Contains(wanted))
            wanted += "_";
        return wanted;
    }
}
