using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Trees.Formats.MlNet;

/// <summary>What an ML.NET model zip says: the trees, whose features are named after the source columns, and their calibrator.</summary>
/// <param name="Ensemble">
/// Base score 0: ML.NET ignores the bias it stores. Every cover is 0, because the format carries none. Scores do not need it,
/// but explanations then take both children of every node to be equally likely, so their base value and their shares are those
/// of no particular population until covers are counted on rows at hand.
/// </param>
/// <param name="Calibrator">Its A and B belong to the scale of the leaves, which need not be log-odds.</param>
public sealed record MlNetModel(TreeEnsemble Ensemble, PlattCalibrator Calibrator);
