using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Trees.Formats.MlNet;

/// <summary>What an ML.NET model zip says: the trees, whose features are named after the source columns, and their calibrator.</summary>
/// <param name="Ensemble">
/// Base score 0: ML.NET ignores the bias it stores. Every cover is 0, because the format carries none; scores do not need it,
/// but an explanation that weights branches by cover has nothing to weight them by until covers are counted on rows at hand.
/// </param>
/// <param name="Calibrator">Its A and B belong to the scale of the leaves, which need not be log-odds.</param>
public sealed record MlNetModel(TreeEnsemble Ensemble, PlattCalibrator Calibrator);
