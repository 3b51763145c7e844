using System.Collections.Immutable;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Trees;
using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Learning;
using Finntelligence.Trees.Training;
using Finntelligence.Trees.Training.Monotone;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Finntelligence.Modelling.Fitting;

/// <summary>Our own learner. Keeps the product's directions and learns from missing values as they are.</summary>
internal sealed class MonotoneFastTreeEntrant : ITrainer
{
    private static readonly PlattCalibrator LogOdds = new(-1, 0);

    public string Name => TrainerNames.MonotoneFastTree;

    public ImmutableArray<TrainerOptions> Candidates(ulong seed) =>
        [.. Fitting.Candidates.All(seed).Select(options => new MonotoneFastTreeTrainerOptions(options))];

    public TrainerOptions Read(ModelManifest manifest) => new MonotoneFastTreeTrainerOptions(OptionTexts.ReadTrees(manifest));

    public ImmutableArray<CandidateResult> CrossValidate(
        LabeledRows rows, int[] folds, ImmutableArray<TrainerOptions> candidates, int threads, IProgress<int>? progress,
        CancellationToken cancellationToken) =>
        [
            .. CrossValidation.Run(rows, folds, [.. candidates.Select(TreesOf)], threads, progress, cancellationToken).Select(r => new CandidateResult(
                new MonotoneFastTreeTrainerOptions(r.Options), r.Loss, r.Options.NumberOfTrees, [.. r.Scores], LogOdds)
            {
                IsComplete = r.IsComplete,
            }),
        ];

    public CalibratorChoice Calibrate(CandidateResult result, float[] labels, int[] folds, bool weighted, float[]? weights = null) =>
        CalibratorChoice.Best(result.Scores, labels, folds, weighted, weights);

    public TrainedModel Train(
        LabeledRows rows, TrainerOptions options, ICalibrator? calibrator, int threads, CancellationToken cancellationToken)
    {
        var trees = TreesOf(options) with { NumberOfThreads = threads };
        // ML.NET's format has neither splits by sets of categories nor isotonic calibration. Such a model does without its help.
        return calibrator is PlattCalibrator platt && rows.Features.All(f => f.Kind == FeatureKind.Numeric)
            ? TrainInMlNet(rows, trees, platt, cancellationToken)
            : new TrainedModel(GradientBooster.Train(rows, trees, cancellationToken: cancellationToken).Ensemble, LogOdds, []);
    }

    private static TrainedModel TrainInMlNet(LabeledRows rows, TreeOptions trees, PlattCalibrator calibrator, CancellationToken cancellationToken)
    {
        var ml = new MLContext();
        string[] inputs = [.. rows.Features.Select(f => f.Name)];
        var options = MonotoneFastTreeOptions.From(trees);
        options.FeatureColumnName = Free("Features", inputs);
        options.LabelColumnName = Free("Label", inputs);
        options.ExampleWeightColumnName = rows.HasWeights ? Free("Weight", inputs) : null;
        options.Calibrator = calibrator;
        foreach (var feature in rows.Features.Where(f => f.Monotonicity != Monotonicity.None))
            options.Monotone.Add(feature.Name, feature.Monotonicity);

        var view = ColumnsView.Of(rows, options.LabelColumnName, options.ExampleWeightColumnName ?? "");
        var concatenate = ml.Transforms.Concatenate(options.FeatureColumnName, inputs).Fit(view);
        var fit = ml.BinaryClassification.Trainers.MonotoneFastTree(options).Train(rows, cancellationToken);
        var model = new TransformerChain<ITransformer>(concatenate, fit.Transformer);
        return new TrainedModel(fit.Ensemble, LogOdds, SavedModel.Members(ml, model, new ColumnsView(inputs, []).Schema));
    }

    private static TreeOptions TreesOf(TrainerOptions options) => ((MonotoneFastTreeTrainerOptions)options).Trees;

    private static string Free(string wanted, string[] taken)
    {
        while (taken.Contains(wanted))
            wanted += "_";
        return wanted;
    }
}
