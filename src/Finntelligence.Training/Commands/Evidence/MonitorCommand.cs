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
        current.Required = true;
        Option<string> alias = AliasOption.OfModels("use");
        Option<string> product = ProductOption.Create();
        var command = new Command(
            "monitor",
            "Compare the present business with what the models learned from. Exit code 0: within the product's limits (monitoring in "
            + "product.json); 2: a figure has drifted; 1: it could not be done.")
        {
            current, alias, product,
        };
        command.Does(host, (parsed, reporter, cancellation) => Compare(
            host, parsed.GetValue(product)!, parsed.GetValue(alias)!, parsed.GetValue(current)!, reporter, cancellation));
        return command;
    }

    /// <summary>The file of the present; <c>report</c> takes it too.</summary>
    public static Option<string> CurrentOption() => new("--current")
    {
        Description = "Applicants of late, as CSV (under the history's columns, or the product's names with amount, months, rate, accepted "
            + "and defaulted) or NDJSON; .gz will do.",
    };

    private static int Compare(
        ConsoleHost host, string product, string alias, string path, IReporter reporter, CancellationToken cancellation)
    {
        var models = RegisteredModels.Load(host.Workspace(), product, alias);
        reporter.Status($"Comparing {path} with the training of {models.Description}.");
        var (figures, current) = CurrentFile.Compare(path, models.Product, [models.Acceptance, models.Risk], cancellation);
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
