using Finntelligence.Evidence.Evaluation.Data;
using Finntelligence.Evidence.Evaluation.Regret;
using Finntelligence.Evidence.Evaluation.Results;
using Finntelligence.Foundation.Faults;
using Finntelligence.Foundation.Output;
using Finntelligence.Histories.Files;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.RateCards;
using Finntelligence.Modelling.Identification;
using Finntelligence.Modelling.Tracking;
using Finntelligence.ModelOps.Files;
using Finntelligence.ModelOps.Workspaces;

namespace Finntelligence.Evidence.Evaluation;

/// <summary>Evaluates policies on a history and writes the result.</summary>
/// <param name="workspace">Where things lie.</param>
/// <param name="time">Measures how long a training takes.</param>
/// <param name="reporter">Is told how far it is.</param>
public sealed class EvaluationJob(Workspace workspace, TimeProvider time, IReporter reporter)
{
    /// <summary>Does it.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="cancellation">Checked often; nothing is written then.</param>
    /// <exception cref="RequestFaultException">There is nothing to evaluate on.</exception>
    public EvaluationOutcome Run(EvaluationRequest request, CancellationToken cancellation)
    {
        ProductDefinition product = ProductLoader.Load(workspace.ProductFile(request.Product));
        var experiment = ExperimentDefinition.Load(ExperimentDefinition.PathOf(workspace, request.Product));
        TrainingHistory history = TrainingHistory.Find(workspace, request.Product, request.Data);
        long started = time.GetTimestamp();
        reporter.Status($"Evaluating on {history.Description}: {history.Path}");
        string path = EvaluationJson.PathOf(workspace, request.Product);
        EvaluationOptions options = request.Options;
        CardRules rules = RulesOf(request.Product, product);
        PolicyEvaluation evaluation = reporter.Track(
            "Evaluating", progress => EvaluationRun.Run(product, experiment, history, rules, options, progress, cancellation));
        evaluation = evaluation with
        {
            // Regret depends on the twin and the product alone, and takes minutes: what was measured stays until it is measured again.
            Regret = request is { Regret: false, FullRegret: false } ? Measured(path) : reporter.Track("Measuring regret", progress => RegretRun.Run(
                product, request.FullRegret ? RegretRun.FullSizes : RegretRun.Sizes, options.Seed, options.Threads, time, progress, cancellation)),
        };
        EvaluationJson.Write(path, evaluation);
        return new EvaluationOutcome(evaluation, history.Path, path, time.GetElapsedTime(started));
    }

    /// <summary>Records it as the stage of dvc.yaml, if it was what the stage does.</summary>
    public void RecordStage(EvaluationRequest request, EvaluationOutcome outcome, CancellationToken cancellation) =>
        new PipelineRecord(workspace, time, reporter).Update(
            "evaluate",
            request.Product,
            [
                outcome.History, workspace.ProductFile(request.Product), ExperimentDefinition.PathOf(workspace, request.Product),
                .. File.Exists(RulesPath(request.Product)) ? [RulesPath(request.Product)] : Array.Empty<string>(),
            ],
            [outcome.Path],
            cancellation,
            unlike: request.Options with { Threads = 0 } == new EvaluationOptions() ? null : "other options were asked for");

    private string RulesPath(string product) => Path.Combine(workspace.DataFolder(product), CardRules.FileName);

    private CardRules RulesOf(string name, ProductDefinition product) =>
        RulesPath(name) is var path && File.Exists(path) ? CardRulesJson.Read(Utf8File.ReadAllBytes(path), path, product) : CardRules.None;

    private static RegretResult? Measured(string path)
    {
        try
        {
            return File.Exists(path) ? EvaluationJson.Read(path).Regret : null;
        }
        catch (DataFaultException)
        {
            // The file is about to be written anew.
            return null;
        }
    }
}

/// <summary>What an evaluation is asked for.</summary>
/// <param name="Product">The product.</param>
/// <param name="Data">The history; null for the product's own.</param>
/// <param name="Regret">Also measure the policy's regret on the simulated twin; else what was measured before stays.</param>
/// <param name="FullRegret">Up to a million rows of it.</param>
/// <param name="Options">What may vary.</param>
public sealed record EvaluationRequest(string Product, string? Data, bool Regret, bool FullRegret, EvaluationOptions Options);

/// <summary>What came of it.</summary>
/// <param name="Evaluation">The figures.</param>
/// <param name="History">The file they are of.</param>
/// <param name="Path">The file that was written.</param>
/// <param name="Elapsed">How long it took.</param>
public sealed record EvaluationOutcome(PolicyEvaluation Evaluation, string History, string Path, TimeSpan Elapsed);
