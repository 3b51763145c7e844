using System.CommandLine;
using Finntelligence.Evidence.Monitoring;
using Finntelligence.Foundation.Output;
using Finntelligence.Lending.Drift;
using Finntelligence.Modelling.Versions;
using Finntelligence.Training.Options;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Commands.Evidence;

/// <summary><c>monitor</c>: whether the present business is still what the models learned from.</summary>
internal static class MonitorCommand
{
    /// <summary>Exit code where a figure is beyond the product's limit.</summary>
    public const int Drifted = 2;

    private const int FaultsShown = 20;

    public static Command Create(ConsoleHost host)
    {
        Option<string> current = CurrentOption();
        var from = new Option<string[]>("--from")
        {
            Description = "Files of `monitor --part`, one of every shard, instead of --current: the same figures as of the whole file.",
            AllowMultipleArgumentsPerToken = true,
        };
        var part = new Option<string?>("--part") { Description = "Write what is counted of this shard to a file, for --from, and compare nothing." };
        Option<(int, int)> shard = ShardOption.Create();
        var name = new Option<string?>("--name") { Description = "What the whole is called in the figures. Without it: the name of the (first) file." };
        Option<string> alias = AliasOption.OfModels("use");
        Option<string> product = ProductOption.Create();
        var command = new Command(
            "monitor",
            "Compare the present business with what the models learned from. Exit code 0: within the product's limits (monitoring in "
            + "product.json); 2: a figure has drifted; 1: it could not be done.")
        {
            current, part, shard, from, name, alias, product,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(current) is null == result.GetResult(from) is null)
                result.AddError("One of --current and --from is needed.");
            if (result.GetResult(part) is not null && result.GetResult(from) is not null)
                result.AddError("--part is of a --current, not of --from.");
            if (result.GetResult(shard) is { Implicit: false } && result.GetResult(part) is null)
                result.AddError("--shard is for --part.");
        });
        command.Does(host, (parsed, reporter, cancellation) =>
        {
            var models = RegisteredModels.Load(host.Workspace(), parsed.GetValue(product)!, parsed.GetValue(alias)!);
            if (parsed.GetValue(from) is { Length: > 0 } parts)
            {
                reporter.Status($"Adding up {Figures.Count(parts.Length)} parts, and comparing with the training of {models.Description}.");
                return Compare(Named(DriftPartFile.Sum(parts, models), parsed.GetValue(name)), models, reporter);
            }

            string path = parsed.GetValue(current)!;
            if (parsed.GetValue(part) is not { } output)
            {
                reporter.Status($"Comparing {path} with the training of {models.Description}.");
                return Compare(Named(CurrentFile.Count(path, models, (1, 1), reporter.Status, cancellation), parsed.GetValue(name)), models, reporter);
            }

            reporter.Status($"Counting {path} as {models.Description} see it.");
            var counted = Named(CurrentFile.Count(path, models, parsed.GetValue(shard), reporter.Status, cancellation), parsed.GetValue(name));
            DriftPartFile.Write(output, counted);
            reporter.Status($"{Figures.Count(counted.Rows)} rows, {Figures.Count(counted.Faults.Length)} lines with faults left out. Written: {output}.");
            reporter.Document(new { shard = counted.Shard, shards = counted.Shards, rows = counted.Rows, faulty = counted.Faults.Length, output });
            return CommandRun.Success;
        });
        return command;
    }

    /// <summary>The file of the present; <c>report</c> takes it too.</summary>
    public static Option<string> CurrentOption() => new("--current")
    {
        Description = "Applicants of late, as CSV (under the history's columns, or the product's names with amount, months, rate, accepted "
            + "and defaulted), in any form that data import reads, or NDJSON; .gz will do.",
    };

    private static DriftPart Named(DriftPart counted, string? name) => name is null ? counted : counted with { Source = name };

    private static int Compare(DriftPart current, RegisteredModels models, IReporter reporter)
    {
        var figures = CurrentFile.Compare(current, models);
        foreach (var fault in current.Faults.Take(FaultsShown))
            reporter.Warning($"Line {fault.Line}: {fault.Message}");
        if (current.Faults.Length > FaultsShown)
            reporter.Warning($"… and {Figures.Count(current.Faults.Length - FaultsShown)} more lines with faults (--json lists all).");
        DriftTables.Show(figures, reporter);
        reporter.Status("");
        reporter.Status($"{Figures.Count(figures.Rows)} rows, {Figures.Count(figures.Faulty)} lines with faults left out.");
        reporter.Status(figures.Level switch
        {
            DriftLevel.Drift => "At least one figure is beyond the product's limit: DRIFT.",
            DriftLevel.Watch => "Nothing is beyond the product's limits; some figures are to be watched.",
            DriftLevel.Stable => "Everything is within the product's limits.",
            _ => $"Too few rows to judge anything (the product asks for {figures.Limits.MinimumRows}).",
        });
        reporter.Document(new
        {
            level = figures.Level,
            figures,
            faults = current.Faults,
            models = new { risk = models.Risk.Sha256, acceptance = models.Acceptance.Sha256 },
        });
        return figures.Level == DriftLevel.Drift ? Drifted : CommandRun.Success;
    }
}
