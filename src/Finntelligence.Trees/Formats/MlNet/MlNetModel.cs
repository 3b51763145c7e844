using System.Collections.Immutable;
using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Trees.Formats.MlNet;

/// <summary>
/// What an ML.NET model zip says: the trees over the values that a caller gives, with the steps before them folded in, and their
/// calibrator.
/// </summary>
/// <param name="Ensemble">
/// Its features are <paramref name="Inputs"/>, in that order. Every cover is 0, because the format carries none. Scores do not need it,
/// but explanations then take both children of every node to be equally likely, so their base value and their shares are those
/// of no particular population until covers are counted on rows at hand.
/// </param>
/// <param name="Calibrator">Its A and B belong to the scale of the leaves, which need not be log-odds.</param>
/// <param name="Trainer">What ML.NET calls the trainer: FastTree, FastForest, LightGbm or Gam.</param>
/// <param name="Inputs">The values a caller gives, as the file knows them.</param>
public sealed record MlNetModel(TreeEnsemble Ensemble, PlattCalibrator Calibrator, string Trainer, ImmutableArray<MlNetInput> Inputs)
{
    /// <summary>Whether every input has a name of its own; otherwise some are slots of a vector, of which only positions mean something.</summary>
    public bool HasFeatureNames => Inputs.All(i => i.Named);
}
