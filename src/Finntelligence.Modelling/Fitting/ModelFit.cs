using System.Collections.Immutable;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;

namespace Finntelligence.Modelling.Fitting;

/// <summary>A fitted model and how it came about.</summary>
/// <param name="Kind">Which model.</param>
/// <param name="Trainer">Who made it, one of <see cref="TrainerNames"/>.</param>
/// <param name="Zip">The artifact's bytes.</param>
/// <param name="Contents">What the artifact holds.</param>
/// <param name="Candidates">Every set of options tried, with its out-of-fold loss; the chosen one first.</param>
/// <param name="Rows">What it was fitted on.</param>
/// <param name="Probabilities">Each row's calibrated probability, from models and calibrators that did not see it.</param>
/// <param name="Promises">What it breaks of the product's directions.</param>
public sealed record ModelFit(
    ModelKind Kind,
    string Trainer,
    byte[] Zip,
    ModelContents Contents,
    ImmutableArray<CandidateLoss> Candidates,
    TrainingRows Rows,
    double[] Probabilities,
    PromiseFigures Promises)
{
    /// <summary>Each row's fold; none where nothing was learned.</summary>
    public int[] Folds { get; init; } = [];

    /// <summary>How the same options do on what was decided later than what they learned from; null where the history does not say when.</summary>
    public LaterRows? Later { get; init; }

    /// <summary>Log-loss out of fold, calibrated.</summary>
    public double LogLoss => Contents.Manifest.Metrics["logLoss"];
}

/// <summary>A set of options and how it did.</summary>
/// <param name="Number">Its place among the candidates, from 1.</param>
/// <param name="Options">With the number of trees at which the loss was lowest.</param>
/// <param name="Curve">Log-loss out of fold, before calibration, after 0, 1, 2, … trees.</param>
/// <param name="Lowest">Where the curve is lowest.</param>
public sealed record CandidateLoss(int Number, TrainerOptions Options, ImmutableArray<double> Curve, int Lowest)
{
    /// <summary>The lowest of the curve.</summary>
    public double LogLoss => Curve[Lowest];

    /// <summary>Whether it ran to its end; otherwise another one was clearly better, and the curve ends where that was clear.</summary>
    public bool IsComplete { get; init; } = true;
}
