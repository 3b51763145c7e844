using System.Collections.Immutable;
using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Formats.MlNet.Writing;
using Finntelligence.Trees.Learning;
using Microsoft.ML;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.FastTree;
using FastTreeModel = Microsoft.ML.Calibrators.CalibratedModelParametersBase<
    Microsoft.ML.Trainers.FastTree.FastTreeBinaryModelParameters, Microsoft.ML.Calibrators.PlattCalibrator>;
using FastTreeTransformer = Microsoft.ML.Data.BinaryPredictionTransformer<
    Microsoft.ML.Calibrators.CalibratedModelParametersBase<
        Microsoft.ML.Trainers.FastTree.FastTreeBinaryModelParameters, Microsoft.ML.Calibrators.PlattCalibrator>>;

namespace Finntelligence.Trees.Training.Monotone;

/// <summary>
/// An ML.NET trainer over <see cref="GradientBooster"/>: it keeps directions of features, learns from missing values, and gives the
/// same model for the same rows and options at any number of threads. What it returns is ML.NET's own FastTree model, so whoever loads
/// it needs nothing of ours. It needs no native library, and it logs nothing: ML.NET gives its log to none but its own trainers.
/// </summary>
public sealed class MonotoneFastTreeTrainer : ITrainerEstimator<FastTreeTransformer, FastTreeModel>
{
    private static readonly PlattCalibrator LogOdds = new(-1, 0);

    private readonly MonotoneFastTreeOptions _options;

    // Never fitted: it answers for the schema that a FastTree model gives, which ML.NET lets nobody else put together.
    private readonly FastTreeBinaryTrainer _fastTree;

    internal MonotoneFastTreeTrainer(BinaryClassificationCatalog.BinaryClassificationTrainers catalog, MonotoneFastTreeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options.Copy();
        FaultList.Throw([.. _options.Faults()], nameof(options));
        _fastTree = catalog.FastTree(new FastTreeBinaryTrainer.Options
        {
            LabelColumnName = _options.LabelColumnName,
            FeatureColumnName = _options.FeatureColumnName,
            ExampleWeightColumnName = _options.ExampleWeightColumnName,
        });
    }

    /// <summary>As for FastTree: neither normalisation nor caching is of use.</summary>
    public TrainerInfo Info => _fastTree.Info;

    /// <summary>The input's columns and Score, Probability and PredictedLabel.</summary>
    /// <exception cref="ArgumentException">A column is missing or of another type; names each.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        FaultList.Throw(InputColumns.Faults(_options, inputSchema), nameof(inputSchema));
        return _fastTree.GetOutputSchema(inputSchema);
    }

    /// <summary>Trains on all rows.</summary>
    /// <param name="input">Rows with the columns that the options name.</param>
    /// <exception cref="ArgumentException">The rows cannot be learned from; names every fault.</exception>
    public FastTreeTransformer Fit(IDataView input) => Train(input).Transformer;

    /// <summary>Trains with a validation set, which early stopping needs.</summary>
    /// <param name="trainData">Rows with the columns that the options name.</param>
    /// <param name="validationData">Rows with the same columns.</param>
    /// <exception cref="ArgumentException">The rows cannot be learned from; names every fault.</exception>
    public FastTreeTransformer Fit(IDataView trainData, IDataView validationData)
    {
        ArgumentNullException.ThrowIfNull(validationData);
        return Train(trainData, validationData).Transformer;
    }

    /// <summary>Trains, and gives the trees in our own form too; can be watched and cancelled, which ML.NET's <c>Fit</c> cannot.</summary>
    /// <param name="trainData">Rows with the columns that the options name.</param>
    /// <param name="validationData">Rows with the same columns, for the loss curve and early stopping.</param>
    /// <param name="progress">Told the number of finished rounds after each.</param>
    /// <param name="cancellationToken">Checked often.</param>
    /// <exception cref="ArgumentException">The rows cannot be learned from; names every fault.</exception>
    public MonotoneFastTreeFit Train(
        IDataView trainData,
        IDataView? validationData = null,
        IProgress<int>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(trainData);
        if (_options.EarlyStoppingRounds > 0 && validationData is null)
        {
            throw new ArgumentException(
                $"EarlyStoppingRounds is {_options.EarlyStoppingRounds}, and there is no validation data: call Fit(trainData, validationData).",
                nameof(validationData));
        }

        var columns = InputColumns.Of(_options, trainData.Schema, nameof(trainData));
        var validationColumns = validationData is null ? null : InputColumns.Of(_options, validationData.Schema, nameof(validationData));
        var slotNames = SlotNames.Of(columns.Features);
        FaultList.Throw([.. SlotNames.Faults(_options, slotNames), .. WidthFaults(columns, validationColumns)], nameof(trainData));

        var features = SlotNames.Features(_options, slotNames, columns.Width);
        var rows = InputRows.Read(trainData, columns, features, nameof(trainData), bothClasses: true, cancellationToken);
        var validation = validationColumns is null
            ? null
            : InputRows.Read(validationData!, validationColumns, features, nameof(validationData), bothClasses: false, cancellationToken);
        return Fitted(GradientBooster.Train(rows, _options.Trees, validation, progress, cancellationToken), slotNames);
    }

    /// <summary>The same of rows that are no data view: nothing is copied, and they may be more than memory holds.</summary>
    /// <param name="rows">Their features' directions are kept, whatever the options say.</param>
    /// <param name="cancellationToken">Checked often.</param>
    public MonotoneFastTreeFit Train(LabeledRows rows, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return Fitted(GradientBooster.Train(rows, _options.Trees, cancellationToken: cancellationToken), [.. rows.Features.Select(f => f.Name)]);
    }

    private MonotoneFastTreeFit Fitted(TrainingResult result, ImmutableArray<string> slotNames)
    {
        var seen = new TrainerColumns(_options.FeatureColumnName, _options.LabelColumnName, _options.ExampleWeightColumnName, slotNames);
        var transformer = FittedTransformer.Of(result.Ensemble, _options.Calibrator ?? LogOdds, seen);
        return new MonotoneFastTreeFit(transformer, result.Ensemble, result.ValidationLoss);
    }

    private static IEnumerable<string> WidthFaults(InputColumns columns, InputColumns? validation) =>
        validation is null || validation.Width == columns.Width
            ? []
            :
            [
                $"The features \"{columns.Features.Name}\" have {validation.Width} slots in the validation data "
                    + $"and {columns.Width} in the training data.",
            ];
}
