using System.Collections.Immutable;
using Finntelligence.Trees.Ensembles;
using FastTreeTransformer = Microsoft.ML.Data.BinaryPredictionTransformer<
    Microsoft.ML.Calibrators.CalibratedModelParametersBase<
        Microsoft.ML.Trainers.FastTree.FastTreeBinaryModelParameters, Microsoft.ML.Calibrators.PlattCalibrator>>;

namespace Finntelligence.Trees.Training.Monotone;

/// <summary>What training made: one model in two forms that give the same score for every row, bit for bit in float32.</summary>
/// <param name="Transformer">The model as ML.NET's trainers return it.</param>
/// <param name="Ensemble">
/// The trees with what ML.NET's format does not keep: base score, covers and directions. Features are named by their slots;
/// a slot without a name, or with one that an earlier slot has, is named <c>slot 3</c> after its position from 0.
/// </param>
/// <param name="ValidationLoss">Mean log-loss on the validation data after 0, 1, 2, … rounds; empty without one.</param>
public sealed record MonotoneFastTreeFit(FastTreeTransformer Transformer, TreeEnsemble Ensemble, ImmutableArray<double> ValidationLoss);
