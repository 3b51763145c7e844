using System.Collections.Immutable;
using Finntelligence.Lending.Products;
using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Formats.MlNet.Writing;
using Finntelligence.Trees.Learning;

namespace Finntelligence.Modelling.Fitting;

/// <summary>One of those who compete to make a model.</summary>
public interface ITrainer
{
    /// <summary>One of <see cref="TrainerNames"/>.</summary>
    string Name { get; }

    /// <summary>The options that cross-validation compares, for either model and any portfolio.</summary>
    ImmutableArray<TrainerOptions> Candidates(ulong seed);

    /// <summary>The options that a manifest states.</summary>
    /// <exception cref="Lending.Models.InvalidModelException">One is missing.</exception>
    TrainerOptions Read(Lending.Models.ModelManifest manifest);

    /// <summary>
    /// Trains on all folds but one and scores the one, for each fold and each candidate; one result per candidate that learned anything, in order.
    /// Those that cannot win may be given up on the way.
    /// </summary>
    /// <exception cref="NothingLearnedException">None did.</exception>
    /// <param name="rows">All rows.</param>
    /// <param name="folds">Each row's fold.</param>
    /// <param name="candidates">Options of this trainer.</param>
    /// <param name="threads">0 for one per core; has no influence on the result.</param>
    /// <param name="progress">Told the number of finished trainings, of candidates × folds.</param>
    /// <param name="cancellationToken">Checked often.</param>
    ImmutableArray<CandidateResult> CrossValidate(
        LabeledRows rows, int[] folds, ImmutableArray<TrainerOptions> candidates, int threads, IProgress<int>? progress,
        CancellationToken cancellationToken);

    /// <summary>The best of the calibrators that the trainer's models can carry.</summary>
    /// <param name="result">Scores out of fold.</param>
    /// <param name="labels">0 or 1.</param>
    /// <param name="folds">Each row's fold.</param>
    /// <param name="weighted">Whether the model learned with weights, so that its own level is not that of the rows.</param>
    /// <param name="weights">How many each row stands for; null for one each.</param>
    CalibratorChoice Calibrate(CandidateResult result, float[] labels, int[] folds, bool weighted, float[]? weights = null);

    /// <summary>A model of all the rows.</summary>
    /// <param name="rows">What to learn from.</param>
    /// <param name="options">Options of this trainer.</param>
    /// <param name="calibrator">Goes into what ML.NET saves; null when nothing is to be saved.</param>
    /// <param name="threads">0 for one per core; has no influence on the result.</param>
    /// <param name="cancellationToken">Checked often.</param>
    TrainedModel Train(LabeledRows rows, TrainerOptions options, ICalibrator? calibrator, int threads, CancellationToken cancellationToken);
}

/// <summary>What cross-validation found for one set of options.</summary>
/// <param name="Options">With the number of trees to train with.</param>
/// <param name="Curve">Mean log-loss out of fold, before calibration, after 0, 1, 2, … trees.</param>
/// <param name="Lowest">Where the curve is lowest.</param>
/// <param name="Scores">Each row's score from trees that did not see it, at that number of trees.</param>
/// <param name="Uncalibrated">What makes probabilities of the scores before anything is fitted to them.</param>
public sealed record CandidateResult(
    TrainerOptions Options, ImmutableArray<double> Curve, int Lowest, double[] Scores, PlattCalibrator Uncalibrated)
{
    /// <summary>The lowest of the curve.</summary>
    public double LogLoss => Curve[Lowest];

    /// <summary>Whether it ran to its end. Otherwise it could not come below another one any more: its curve ends early and it has no scores.</summary>
    public bool IsComplete { get; init; } = true;
}

/// <summary>A trained model.</summary>
/// <param name="Ensemble">Over the columns it was trained on.</param>
/// <param name="Uncalibrated">What makes probabilities of its scores before anything is fitted to them.</param>
/// <param name="MlNet">What <c>MLContext.Model.Save</c> wrote of it; empty when nothing was to be saved or ML.NET cannot express it.</param>
public sealed record TrainedModel(TreeEnsemble Ensemble, PlattCalibrator Uncalibrated, ImmutableArray<MlNetMember> MlNet);
