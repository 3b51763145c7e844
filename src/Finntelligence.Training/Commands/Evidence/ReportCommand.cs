using System.Collections.Immutable;
using System.CommandLine;
using Finntelligence.Evidence.Evaluation.Results;
using Finntelligence.Evidence.Monitoring;
using Finntelligence.Evidence.Reporting;
using Finntelligence.Evidence.Reporting.Cards;
using Finntelligence.Evidence.Reporting.Figures;
using Finntelligence.Evidence.Reporting.Html;
using Finntelligence.Evidence.Reporting.Reading;
using Finntelligence.Foundation.Output;
using Finntelligence.Histories.Files;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Fitting;
using Finntelligence.Modelling.Gates;
using Finntelligence.Modelling.Versions;
using Finntelligence.ModelOps.Files;
using Finntelligence.ModelOps.Registry;
using Finntelligence.ModelOps.Workspaces;
using Finntelligence.Training.Options;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Commands.Evidence;

/// <summary><c>report</c>: what a model-risk officer needs to know of the models, on one page.</summary>
internal static class ReportCommand
{
    public static Command Create(ConsoleHost host)
    {
        var data = new Option<string?>("--data")
        {
            Description = "A history to measure on instead of the imported one, or the simulated twin (.csv or .csv.gz with the product's columns).",
        };
        var current = MonitorCommand.CurrentOption();
        Option<string> alias = AliasOption.OfModels("report on");
        var output = new Option<string?>("--out") { Description = "The folder to write to. Without it: models/<product>." };
        Option<int> threads = ThreadsOption.Create("the report");
        Option<string> product = ProductOption.Create();
        var command = new Command(
            "report",
            "Write report.html, report.json, model-card.md and data-card.md: the data, the models, what drives them, the policy, fairness and drift. "
            + $"data/<product>/{ReportSettings.FileName} may name the column of periods and the groups of audit-only columns.")
        {
            data, current, alias, output, threads, product,
        };
        command.Does(host, (parsed, reporter, cancellation) => Report(
            host,
            new Request(
                parsed.GetValue(product)!, parsed.GetValue(data), parsed.GetValue(current), parsed.GetValue(alias)!, parsed.GetValue(output),
                parsed.GetValue(threads)),
            reporter,
            cancellation));
        return command;
    }

    private static void Report(ConsoleHost host, Request request, IReporter reporter, CancellationToken cancellation)
    {
        var started = host.Time.GetTimestamp();
        Workspace workspace = host.Workspace();
        ProductDefinition product = ProductLoader.Load(workspace.ProductFile(request.Product));
        string folder = workspace.DataFolder(request.Product);
        var settings = ReportSettings.Load(Path.Combine(folder, ReportSettings.FileName), product.Audit);
        var limits = PromotionLimits.Load(Path.Combine(folder, PromotionLimits.FileName));
        var registry = new LocalModelRegistry(workspace.ModelFolder(request.Product), host.Time);
        ImmutableArray<PromotionTarget> targets = Targets(registry, request.Alias);
        DriftFigures? drift = request.Current is { } current
            ? CurrentFile.Compare(current, product, [.. targets.Select(t => VersionFile.Read(t.Version, product))], cancellation).Figures
            : null;
        TrainingHistory history = TrainingHistory.Find(workspace, request.Product, request.Data);
        reporter.Status($"Reporting on {string.Join(" and ", targets.Select(t => $"{t.Version.Kind} {t.Version.Entry}"))} with {history.Description}: {history.Path}");
        if (targets.Any(t => t.Version.Entry.Data.Sha256 != history.Sha256))
            reporter.Warning("The models learned from another history. The report shows models fitted again on this one, says so, and gives no verdict.");

        PolicyEvaluation? value = Value(workspace, request.Product, history, reporter);
        var read = reporter.Track("Reading the history", _ => ReportData.Read(product, settings, history, cancellation));
        ReportFigures measured = new ReportRun(product, settings, read, request.Threads, reporter).Of(request.Alias, targets, limits, value, drift, cancellation);
        ReportFigures figures = measured with { History = HistoryFigures.Of(registry.Read()) };
        string output = request.Output ?? workspace.ModelFolder(request.Product);
        (string Name, string Text)[] files =
        [
            ("report.html", ReportPage.Of(figures)), ("report.json", ReportJson.Of(figures)), ("model-card.md", ModelCardText.Of(figures)),
            ("data-card.md", DataCardText.Of(figures)),
        ];
        foreach (var (name, text) in files)
            AtomicFile.WriteAllText(Path.Combine(output, name), text);
        reporter.Table(new ReportTable(
            "Checks", [new("check"), new(""), new("figure"), new("limit", Rank: 1)],
            [.. figures.Verdict.Checks.Select(c => new[] { c.Name, c.Outcome == CheckOutcome.Passed ? "ok" : c.Outcome.ToString().ToUpperInvariant(), c.Figure, c.Limit })]));
        reporter.Status("");
        reporter.Status(figures.Verdict.Words);
        double seconds = host.Time.GetElapsedTime(started).TotalSeconds;
        reporter.Status($"Written to {output}: {string.Join(", ", files.Select(f => f.Name))} ({Figures.Number(Math.Round(seconds, 1))} seconds).");
        reporter.Document(new { folder = output, files = files.Select(f => f.Name), figures.Verdict, seconds });
    }

    private static ImmutableArray<PromotionTarget> Targets(LocalModelRegistry registry, string alias)
    {
        var state = registry.Read();
        return [.. ModelKinds.Names.Select(kind =>
        {
            ModelVersion version = registry.Resolve(state, kind, alias);
            return new PromotionTarget(version, state.Find(kind, alias), state.Find(kind, RegistryNames.Production))
            {
                Rivals = [.. Rivals(state.Kind(kind).Versions, version.Entry)],
            };
        })];
    }

    private static IEnumerable<VersionEntry> Rivals(IEnumerable<VersionEntry> versions, VersionEntry chosen) =>
        versions.Where(entry => entry.Data.Sha256 == chosen.Data.Sha256)
            .GroupBy(ModelVersions.TrainerOf)
            .Where(group => group.Key is not null && group.Key != ModelVersions.TrainerOf(chosen))
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => group.MaxBy(entry => entry.Version)!);

    private static PolicyEvaluation? Value(Workspace workspace, string product, TrainingHistory history, IReporter reporter)
    {
        string path = EvaluationJson.PathOf(workspace, product);
        if (!File.Exists(path))
        {
            reporter.Warning($"There is no {EvaluationJson.FileName}: the report cannot say what the policy is worth. Run evaluate first.");
            return null;
        }

        PolicyEvaluation value = EvaluationJson.Read(path);
        if (value.Data.Sha256 == history.Sha256)
            return value;
        reporter.Warning($"{EvaluationJson.FileName} is of another history ({value.Data.Name}) and is left out. Run evaluate on this one first.");
        return null;
    }

    private sealed record Request(string Product, string? Data, string? Current, string Alias, string? Output, int Threads);
}
