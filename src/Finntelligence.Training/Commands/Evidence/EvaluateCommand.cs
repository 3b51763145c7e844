using System.CommandLine;
using Finntelligence.Evidence.Evaluation;
using Finntelligence.Evidence.Evaluation.Confounding;
using Finntelligence.Evidence.Evaluation.Data;
using Finntelligence.Evidence.Evaluation.Results;
using Finntelligence.Foundation.Faults;
using Finntelligence.Foundation.Output;
using Finntelligence.Histories.Files;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Identification;
using Finntelligence.Modelling.Tracking;
using Finntelligence.ModelOps.Workspaces;
using Finntelligence.Training.Options;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Commands.Evidence;

/// <summary><c>evaluate</c>: what pricing policies are worth on offers that were drawn at random.</summary>
internal static class EvaluateCommand
{
    public static Command Create(ConsoleHost host)
    {
        var data = new Option<string?>("--data")
        {
            Description = "A history to evaluate on instead of the imported one (.csv or .csv.gz with the product's columns).",
        };
        var replicates = new Option<int>("--replicates") { Description = "Bootstrap replicates, 100 to 100,000.", DefaultValueFactory = _ => new EvaluationOptions().Replicates };
        replicates.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out int value) && value is < 100 or > 100_000)
                result.AddError("--replicates takes a number from 100 to 100,000.");
        });
        var seed = new Option<ulong>("--seed") { Description = "Seed of models and replicates.", DefaultValueFactory = _ => new EvaluationOptions().Seed };
        var regret = new Option<bool>("--regret") { Description = "Also measure the policy's regret on the simulated twin, up to 50,000 rows." };
        var fullRegret = new Option<bool>("--full-regret") { Description = "Like --regret, up to 1,000,000 rows: some minutes." };
        var confounding = new Option<int?>("--confounding")
        {
            Description = "Instead of all that: learn from this many histories of each kind whose simulated prices followed risk, and compare with the truth.",
        };
        var confoundingRows = new Option<int>("--confounding-rows") { Description = "Rows of each of these, at least 1,000.", DefaultValueFactory = _ => 5000 };
        Option<int> threads = ThreadsOption.Create("the figures");
        Option<string> product = ProductOption.Create();
        var command = new Command("evaluate", "Estimate what the policy and its rivals earn on offers whose rate was drawn at random.")
        {
            data, replicates, seed, regret, fullRegret, confounding, confoundingRows, threads, product,
        };
        command.Does(host, (parsed, reporter, cancellation) =>
        {
            var options = new EvaluationOptions
            {
                Replicates = parsed.GetValue(replicates),
                Seed = parsed.GetValue(seed),
                Threads = parsed.GetValue(threads),
            };
            if (parsed.GetValue(confounding) is { } seeds)
            {
                Confound(host, parsed.GetValue(product)!, parsed.GetValue(confoundingRows), seeds, options, reporter, cancellation);
                return;
            }
            var request = new Request(
                parsed.GetValue(product)!, parsed.GetValue(data), parsed.GetValue(regret), parsed.GetValue(fullRegret), options);
            Evaluate(host, request, reporter, cancellation);
        });
        return command;
    }

    private static void Evaluate(ConsoleHost host, Request request, IReporter reporter, CancellationToken cancellation)
    {
        Workspace workspace = host.Workspace();
        ProductDefinition product = ProductLoader.Load(workspace.ProductFile(request.Product));
        var experiment = ExperimentDefinition.Load(ExperimentDefinition.PathOf(workspace, request.Product));
        TrainingHistory history = TrainingHistory.Find(workspace, request.Product, request.Data);
        long started = host.Time.GetTimestamp();
        reporter.Status($"Evaluating on {history.Description}: {history.Path}");
        string path = EvaluationJson.PathOf(workspace, request.Product);
        PolicyEvaluation evaluation = new EvaluationJob(product, experiment, request.Options, path, host.Time, reporter)
            .Run(history, request.Regret, request.FullRegret, cancellation);
        EvaluationTables.Show(evaluation, reporter);
        if (evaluation.Data.Simulated)
            reporter.Warning("These are values on the simulated twin: they show that the method works, and say nothing about customers.");
        reporter.Status("");
        reporter.Status($"Written: {path} ({Figures.Number(Math.Round(host.Time.GetElapsedTime(started).TotalSeconds, 1))} seconds).");
        reporter.Document(evaluation);
        new PipelineRecord(workspace, host.Time, reporter).Update(
            "evaluate",
            [history.Path, workspace.ProductFile(request.Product), ExperimentDefinition.PathOf(workspace, request.Product)],
            [path],
            cancellation,
            unlike: request.Options with { Threads = 0 } == new EvaluationOptions() ? null : "other options were asked for");
    }

    private static void Confound(
        ConsoleHost host, string productName, int rows, int seeds, EvaluationOptions options, IReporter reporter, CancellationToken cancellation)
    {
        if (seeds < 1 || rows < 1000)
            throw new RequestFaultException("--confounding takes 1 or more, --confounding-rows 1,000 or more.");
        ProductDefinition product = ProductLoader.Load(host.Workspace().ProductFile(productName));
        ConfoundingResult result = reporter.Track(
            "Learning from prices that followed risk",
            progress => ConfoundingRun.Run(product, rows, seeds, options.Seed, options.Threads, progress, cancellation));
        ConfoundingTables.Show(result, reporter);
        reporter.Document(result);
    }

    private sealed record Request(string Product, string? Data, bool Regret, bool FullRegret, EvaluationOptions Options);
}
