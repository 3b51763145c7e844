using System.Collections.Immutable;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Trees.Learning;

namespace Finntelligence.Modelling.Fitting;

/// <summary>A fitted model and how it came about.</summary>
/// <param name="Kind">Which model.</param>
/// <param name="Zip">The artifact's bytes.</param>
/// <param name="Contents">What the artifact holds.</param>
/// <param name="Candidates">Every set of options tried, with its out-of-fold loss; the chosen one first.</param>
/// <param name="Rows">What it was fitted on.</param>
/// <param name="Probabilities">Each row's calibrated probability, from models and calibrators that did not see it.</param>
public sealed record ModelFit(
    ModelKind Kind, byte[] Zip, ModelContents Contents, ImmutableArray<CandidateLoss> Candidates, TrainingRows Rows, double[] Probabilities);

/// <summary>A set of options and how it did.</summary>
/// <param name="Number">Its place among the candidates, from 1.</param>
/// <param name="Options">With the number of trees at which the loss was lowest.</param>
/// <param name="Curve">Log-loss out of fold, before calibration, after 0, 1, 2, … rounds.</param>
public sealed record CandidateLoss(int Number, TreeOptions Options, ImmutableArray<double> Curve)
{
    /// <summary>The lowest of the curve.</summary>
    public double LogLoss => Curve[Options.NumberOfTrees];
}
