using System.CommandLine;
using Finntelligence.Evidence.Evaluation;
using Finntelligence.Evidence.Evaluation.Confounding;
using Finntelligence.Evidence.Logged;
using Finntelligence.Experiments.Estimators;
using Finntelligence.Foundation.Output;
using Finntelligence.ModelOps.Registry;
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
        var regret = new Option<bool>("--regret") { Description = "Also measure the policy's regret on the simulated twin, up to 50,000 rows. Without it, what evaluation.json has of an earlier measuring stays and is shown as such." };
        var fullRegret = new Option<bool>("--full-regret") { Description = "Like --regret, up to 1,000,000 rows: some minutes." };
        var confounding = new Option<int?>("--confounding")
        {
            Description = "Instead of all that: learn from this many histories of each kind whose simulated prices followed risk, and compare with the truth.",
        };
        var confoundingRows = new Option<int>("--confounding-rows") { Description = "Rows of each of these, at least 1,000.", DefaultValueFactory = _ => 5000 };
        var log = new Option<string?>("--log")
        {
            Description = "Instead of all that: value policies on a decision log (the CSV of decisions export), by its own propensities or the declared strata. "
                + "Written: models/<product>/log-evaluation.json and .html.",
        };
        var alias = new Option<string[]>(AliasOption.Name)
        {
            Description = "With --log: aliases of the pairs of models to value; the first is also the model of the doubly robust estimators.",
            DefaultValueFactory = _ => [RegistryNames.Production],
            AllowMultipleArgumentsPerToken = true,
        };
        var strata = new Option<string[]>("--strata")
        {
            Description = "With --log: columns within whose combinations the rate was drawn, where the log has no propensities; else the strata of experiment.json.",
            AllowMultipleArgumentsPerToken = true,
        };
        var asOf = new Option<DateTimeOffset?>("--as-of") { Description = "With --log: when profit is counted; else the latest time in the log." };
        var horizon = new Option<double?>("--horizon") { Description = "With --log: months after which an offer is judged; else the log's longest term and one." };
        var part = new Option<string?>("--part") { Description = "With --log: write what is needed of this shard of a log to a file, for --from, and value nothing." };
        Option<(int, int)> shard = ShardOption.Create();
        var from = new Option<string[]>("--from")
        {
            Description = "Files of `evaluate --log … --part`, one of every shard, instead of --log: the same figures as of the whole log.",
            AllowMultipleArgumentsPerToken = true,
        };
        var name = new Option<string?>("--name") { Description = "With --from: what the whole log is called. Without it: the name of the first part's file." };
        var sha256 = new Option<string?>("--sha256") { Description = "With --from: of the whole log's bytes, if known; the document then is that of one run to the byte." };
        Option<int> threads = ThreadsOption.Create("the figures");
        Option<string> product = ProductOption.Create();
        var command = new Command("evaluate", "Estimate what the policy and its rivals earn on offers whose rate was drawn at random. Written: models/<product>/evaluation.json.")
        {
            data, replicates, seed, regret, fullRegret, confounding, confoundingRows, log, alias, strata, asOf, horizon, part, shard, from, name, sha256, threads, product,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(log) is not null && result.GetResult(from) is not null)
                result.AddError("One of --log and --from is possible.");
            if (result.GetResult(part) is not null && result.GetResult(log) is null)
                result.AddError("--part is of a --log.");
            if (result.GetResult(shard) is { Implicit: false } && result.GetResult(part) is null)
                result.AddError("--shard is for --part.");
            foreach (var option in new[] { name, sha256 }.Where(option => result.GetResult(option) is not null && result.GetResult(from) is null))
                result.AddError($"{option.Name} is for --from.");
            foreach (Option option in new Option[] { alias, strata }.Where(option => result.GetResult(option) is { Implicit: false } && result.GetResult(from) is not null))
                result.AddError($"{option.Name} was said of each part, and is not for --from.");
        });
        command.Does(host, (parsed, reporter, cancellation) =>
        {
            var options = new EvaluationOptions
            {
                Replicates = parsed.GetValue(replicates),
                Seed = parsed.GetValue(seed),
                Threads = parsed.GetValue(threads),
            };
            string[] parts = parsed.GetValue(from) ?? [];
            if ((parsed.GetValue(log) ?? (parts.Length > 0 ? parsed.GetValue(name) ?? "" : null)) is { } path)
            {
                var asked = new LogEvaluationRequest(
                    parsed.GetValue(product)!, path, [.. parsed.GetValue(alias)!], [.. parsed.GetValue(strata) ?? []], parsed.GetValue(asOf)?.ToUniversalTime(),
                    parsed.GetValue(horizon), new ValuationOptions
                    {
                        Replicates = options.Replicates,
                        Seed = options.Seed,
                        Threads = options.Threads > 0 ? options.Threads : Environment.ProcessorCount,
                    });
                var valuing = new LogEvaluationJob(host.Workspace(), reporter);
                if (parsed.GetValue(part) is { } output)
                {
                    LogPartOutcome counted = valuing.WritePart(asked, parsed.GetValue(shard), output, cancellation);
                    reporter.Status($"{Figures.Count(counted.Offers)} offers, {Figures.Count(counted.Faults.Length)} lines with faults left out. Written: {output}.");
                    reporter.Document(new { shard = counted.Shard, shards = counted.Shards, offers = counted.Offers, declines = counted.Declines, faulty = counted.Faults.Length, output });
                    return;
                }

                LogEvaluationOutcome found = parts.Length > 0
                    ? valuing.RunParts(asked, parts, parsed.GetValue(sha256), cancellation)
                    : valuing.Run(asked, cancellation);
                LogEvaluationTables.Show(found, reporter);
                reporter.Status($"Written: {found.Path}, {found.Page}.");
                reporter.Document(found.Evaluation);
                return;
            }
            if (parsed.GetValue(confounding) is { } histories)
            {
                ConfoundingResult result = new ConfoundingJob(host.Workspace(), reporter).Run(
                    parsed.GetValue(product)!, parsed.GetValue(confoundingRows), histories, options, cancellation);
                ConfoundingTables.Show(result, reporter);
                reporter.Document(result);
                return;
            }
            var request = new EvaluationRequest(
                parsed.GetValue(product)!, parsed.GetValue(data), parsed.GetValue(regret), parsed.GetValue(fullRegret), options);
            var job = new EvaluationJob(host.Workspace(), host.Time, reporter);
            EvaluationOutcome outcome = job.Run(request, cancellation);
            Show(outcome, request.Regret || request.FullRegret, reporter);
            job.RecordStage(request, outcome, cancellation);
        });
        return command;
    }

    private static void Show(EvaluationOutcome outcome, bool regret, IReporter reporter)
    {
        EvaluationTables.Show(outcome.Evaluation, regret, reporter);
        if (outcome.Evaluation.Data.Simulated)
            reporter.Warning("These are values on the simulated twin: they show that the method works, and say nothing about customers.");
        reporter.Status("");
        reporter.Status($"Written: {outcome.Path} ({Figures.Seconds(outcome.Elapsed)} seconds).");
        reporter.Document(outcome.Evaluation);
    }
}
