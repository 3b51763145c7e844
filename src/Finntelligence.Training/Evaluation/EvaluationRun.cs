using Finntelligence.Lending.Products;
using Finntelligence.Training.Evaluation.Results;
using Finntelligence.Training.Fitting;

namespace Finntelligence.Training.Evaluation;

/// <summary>Off-policy evaluation of pricing policies on a history whose rates were drawn at random.</summary>
internal static class EvaluationRun
{
    /// <summary>Evaluates every policy.</summary>
    /// <param name="product">Its grid, economics and models.</param>
    /// <param name="experiment">Which columns hold the experiment (data/&lt;product&gt;/experiment.json).</param>
    /// <param name="history">The file.</param>
    /// <param name="options">What may vary.</param>
    /// <param name="progress">Share done, in [0, 1].</param>
    /// <param name="cancellation">Checked often.</param>
    public static PolicyEvaluation Run(
        ProductDefinition product, ExperimentDefinition experiment, TrainingHistory history, EvaluationOptions options,
        IProgress<double> progress, CancellationToken cancellation) => throw new NotImplementedException("In the making.");
}
