using Finntelligence.Evidence.Evaluation.Data;
using Finntelligence.Evidence.Evaluation.Regret;
using Finntelligence.Evidence.Evaluation.Results;
using Finntelligence.Foundation.Output;
using Finntelligence.Histories.Files;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Identification;

namespace Finntelligence.Evidence.Evaluation;

/// <summary>Evaluates policies on a history and writes the result.</summary>
/// <param name="product">The product.</param>
/// <param name="experiment">Which columns hold the experiment.</param>
/// <param name="options">What may vary.</param>
/// <param name="path">The file to write.</param>
/// <param name="time">Measures how long a training takes.</param>
/// <param name="reporter">Is told how far it is.</param>
public sealed class EvaluationJob(
    ProductDefinition product, ExperimentDefinition experiment, EvaluationOptions options, string path, TimeProvider time, IReporter reporter)
{
    /// <summary>Does it.</summary>
    /// <param name="history">The file.</param>
    /// <param name="regret">Also measure the policy's regret on the simulated twin; else what was measured before stays.</param>
    /// <param name="fullRegret">Up to a million rows of it.</param>
    /// <param name="cancellation">Checked often; nothing is written then.</param>
    public PolicyEvaluation Run(TrainingHistory history, bool regret, bool fullRegret, CancellationToken cancellation)
    {
        PolicyEvaluation evaluation = reporter.Track(
            "Evaluating", progress => EvaluationRun.Run(product, experiment, history, options, progress, cancellation));
        evaluation = evaluation with
        {
            // Regret depends on the twin and the product alone, and takes minutes: what was measured stays until it is measured again.
            Regret = !regret && !fullRegret ? Measured() : reporter.Track("Measuring regret", progress => RegretRun.Run(
                product, fullRegret ? RegretRun.FullSizes : RegretRun.Sizes, options.Seed, options.Threads, time, progress, cancellation)),
        };
        EvaluationJson.Write(path, evaluation);
        return evaluation;
    }

    private RegretResult? Measured()
    {
        try
        {
            return File.Exists(path) ? EvaluationJson.Read(path).Regret : null;
        }
        catch (InvalidDataException)
        {
            // The file is about to be written anew.
            return null;
        }
    }
}
