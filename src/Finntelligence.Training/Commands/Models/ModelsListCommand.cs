using System.CommandLine;
using System.Globalization;
using Finntelligence.Foundation.Output;
using Finntelligence.Modelling.Fitting;
using Finntelligence.Modelling.Importing;
using Finntelligence.Modelling.Versions;
using Finntelligence.ModelOps.Registry;
using Finntelligence.Training.Options;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Commands.Models;

/// <summary><c>models list</c>: every registered version.</summary>
internal static class ModelsListCommand
{
    public static Command Create(ConsoleHost host)
    {
        Option<string> product = ProductOption.Create();
        Option<string> registry = RegistryOption.Create();
        var command = new Command("list", "List every version: aliases, data, figures out of fold.") { product, registry };
        command.Does(host, (parsed, reporter, _) => List(
            RegistryOption.Open(host, parsed.GetValue(registry)!, parsed.GetValue(product)!), parsed.GetValue(product)!, reporter));
        return command;
    }

    private static void List(IModelRegistry registry, string product, IReporter reporter)
    {
        var versions = registry.Read().Models
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .SelectMany(pair => pair.Value.Versions.Select(
                entry => (Kind: pair.Key, Entry: entry, Aliases: pair.Value.AliasesOf(entry.Version))))
            .ToList();
        if (versions.Count == 0)
            reporter.Status($"No model is registered in {registry.Place}. `train` makes the first.");
        else
            reporter.Table(new ReportTable(
                $"Models of {product}",
                [
                    new("model"), new("version", Numeric: true), new("aliases"), new("created", Rank: 2), new("source", Rank: 5), new("trainer", Rank: 1),
                    new("data", Rank: 4), new("AUC", Numeric: true), new("log-loss", Numeric: true, Rank: 1), new("calibration error", Numeric: true, Rank: 3),
                    new("breaks the rate's promise", Rank: 2), new("sha256", Rank: 6),
                ],
                [.. versions.Select(v => Row(v.Kind, v.Entry, v.Aliases))]));
        reporter.Document(new
        {
            product,
            registry = registry.Place,
            models = versions.Select(v => new
            {
                v.Kind,
                v.Entry.Version,
                v.Aliases,
                v.Entry.Created,
                source = SourceOf(v.Entry),
                trainer = ModelVersions.TrainerOf(v.Entry),
                v.Entry.Data,
                v.Entry.Metrics,
                v.Entry.Sha256,
                v.Entry.Size,
            }),
        });
    }

    private static string[] Row(string kind, VersionEntry entry, IReadOnlyList<string> aliases)
    {
        string Metric(string name) =>
            entry.Metrics.TryGetValue(name, out var value) ? value.ToString("0.00000", CultureInfo.InvariantCulture) : "–";
        return
        [
            kind, entry.ToString(), string.Join(", ", aliases),
            entry.Created.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), SourceOf(entry), ModelVersions.TrainerOf(entry) ?? "–",
            $"{entry.Data.Name} {Short(entry.Data.Sha256)}", Metric("auc"), Metric("logLoss"), Metric("calibrationError"),
            TrainingTables.Promise(entry.Metrics), Short(entry.Sha256),
        ];
    }

    private static string Short(string sha256) => sha256[..Math.Min(12, sha256.Length)];

    private static string SourceOf(VersionEntry entry) => entry.Tags.GetValueOrDefault(ImportTags.Source, "trained");
}
