using System.Collections.Immutable;
using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Formats.MlNet.Reading;
using Finntelligence.Trees.Formats.MlNet.Writing;
using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;

namespace Finntelligence.Trees.Training.FastTree;

using Prediction = BinaryPredictionTransformer<CalibratedModelParametersBase<FastTreeBinaryModelParameters, Microsoft.ML.Calibrators.PlattCalibrator>>;

/// <summary>A pipeline that ML.NET has fitted.</summary>
public sealed class FastTreeModel
{
    private readonly MLContext _ml;
    private readonly FastTreePipeline _pipeline;
    private readonly TransformerChain<Prediction> _chain;

    internal FastTreeModel(MLContext ml, FastTreePipeline pipeline, TransformerChain<Prediction> chain)
    {
        (_ml, _pipeline, _chain) = (ml, pipeline, chain);
        var calibrator = chain.LastTransformer.Model.Calibrator;
        OwnCalibrator = new Calibration.PlattCalibrator(calibrator.Slope, calibrator.Offset);
    }

    /// <summary>
    /// FastTree's own: P = 1 / (1 + exp(−2 · learning rate · score)). It is the scale of the boosting's loss, not fitted to anything.
    /// </summary>
    public Calibration.PlattCalibrator OwnCalibrator { get; }

    internal TrainedTrees Trees => new(_chain.LastTransformer.Model.SubModel.TrainedTreeEnsemble);

    /// <summary>
    /// The members of the zip that <c>MLContext.Model.Save</c> writes, in its order. A calibrator other than FastTree's own becomes a
    /// step behind the trees, so that the saved model's Probability is the calibrated one.
    /// </summary>
    public ImmutableArray<MlNetMember> Save(Calibration.PlattCalibrator calibrator)
    {
        ArgumentNullException.ThrowIfNull(calibrator);
        return SavedModel.Members(_ml, WithCalibrator(calibrator), _pipeline.InputSchema);
    }

    /// <summary>What ML.NET itself says of rows: scores in float32 and probabilities.</summary>
    public (float[] Scores, float[] Probabilities) Predict(float[] values, Calibration.PlattCalibrator calibrator)
    {
        var predictions = WithCalibrator(calibrator).Transform(new ColumnsView([.. _pipeline.InputSchema.Select(c => c.Name)], values));
        return ([.. predictions.GetColumn<float>("Score")], [.. predictions.GetColumn<float>("Probability")]);
    }

    /// <summary>
    /// The trees over the inputs themselves, missing values and all: the same score, bit for bit. It is in ML.NET's scale, of which
    /// <see cref="OwnCalibrator"/> makes log-odds, and carries no covers.
    /// </summary>
    /// <param name="features">The inputs, as the model was fitted on.</param>
    public TreeEnsemble Ensemble(ImmutableArray<FeatureSpec> features)
    {
        var read = MlNetModelReader.Read(SavedModel.Zip(_ml, _chain, _pipeline.InputSchema)).Ensemble;
        // The reader leaves out what no tree tests, and has an order of its own.
        int[] places = [.. read.Features.Select(f => features.IndexOf(features.First(own => own.Name == f.Name)))];
        return new TreeEnsemble(
            features,
            read.BaseScore,
            [.. read.Trees.Select(tree => tree with { Nodes = [.. tree.Nodes.Select(node => node with { Feature = places[node.Feature] })] })],
            read.Arithmetic);
    }

    /// <summary>The rows as the trees see them: filled, with the columns that say where.</summary>
    internal float[][] Vectors(ColumnsView rows) => [.. _chain.Transform(rows).GetColumn<float[]>(_pipeline.Features)];

    private ITransformer WithCalibrator(Calibration.PlattCalibrator calibrator)
    {
        if (calibrator.A == OwnCalibrator.A && calibrator.B == OwnCalibrator.B)
            return _chain;
        var platt = _ml.BinaryClassification.Calibrators.Platt(calibrator.A, calibrator.B);
        return _chain.Append(platt.Fit(_chain.Transform(new ColumnsView([.. _pipeline.InputSchema.Select(c => c.Name)], []))));
    }
}
