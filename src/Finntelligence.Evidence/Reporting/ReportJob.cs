using System.Collections.Immutable;
using Finntelligence.Evidence.Evaluation.Results;
using Finntelligence.Evidence.Monitoring;
using Finntelligence.Evidence.Rehearsed;
using Finntelligence.Evidence.Reporting.Cards;
using Finntelligence.Evidence.Reporting.Figures;
using Finntelligence.Evidence.Reporting.Html;
using Finntelligence.Evidence.Reporting.Reading;
using Finntelligence.Experiments.Definitions;
using Finntelligence.Foundation.Faults;
using Finntelligence.Foundation.Output;
using Finntelligence.Histories.Files;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Fitting;
using Finntelligence.Modelling.Gates;
using Finntelligence.Modelling.Identification;
using Finntelligence.Modelling.Versions;
using Finntelligence.ModelOps.Files;
using Finntelligence.ModelOps.Registry;
using Finntelligence.ModelOps.Workspaces;

namespace Finntelligence.Evidence.Reporting;

/// <summary>Measures the models of an alias and writes the page, its figures and the cards.</summary>
/// <param name="workspace">Where things lie.</param>
/// <param name="time">The clock.</param>
/// <param name="reporter">Is told how far it is.</param>
public sealed class ReportJob(Workspace workspace, TimeProvider time, IReporter reporter)
{
    /// <summary>Does it.</summary>
    /// <exception cref="RequestFaultException">A file is missing.</exception>
    /// <exception cref="RegistryException">The alias points nowhere.</exception>
    /// <exception cref="DataFaultException">Something is wrong with parts of the present; all of it is named.</exception>
    public ReportOutcome Run(ReportRequest request, CancellationToken cancellation)
    {
        long started = time.GetTimestamp();
        ProductDefinition product = ProductLoader.Load(workspace.ProductFile(request.Product));
        if (product is { Risk.Declared: not null, Acceptance.Declared: not null })
            throw new RequestFaultException("Both probabilities of the product are declared: there is no model to report on.");
        if (product.StrataFeature is null)
        {
            throw new RequestFaultException(
                "A report tells people apart by a category, and the applicant of the product has none.",
                remedy: "Add one, such as a band of scores; it need not be an input of a model.");
        }

        var settings = ReportSettings.Load(Path.Combine(workspace.DataFolder(request.Product), ReportSettings.FileName), product.Audit);
        var limits = PromotionLimits.Of(workspace, request.Product);
        var registry = new LocalModelRegistry(workspace.ModelFolder(request.Product), time);
        ImmutableArray<PromotionTarget> targets = Targets(registry, request.Alias);
        DriftFigures? drift = Drift(request, product, targets, cancellation);
        TrainingHistory history = TrainingHistory.Find(workspace, request.Product, request.Data);
        reporter.Status($"Reporting on {string.Join(" and ", targets.Select(t => $"{t.Version.Kind} {t.Version.Entry}"))} with {history.Description}: {history.Path}");
        if (targets.Any(t => t.Version.Entry.Data.Sha256 != history.Sha256))
            reporter.Warning("The models learned from another history. The report shows models fitted again on this one, says so, and gives no verdict.");

        PolicyEvaluation? value = Value(request.Product, history);
        var read = reporter.Track("Reading the history", _ => ReportData.Read(product, settings, history, cancellation) with
        {
            Pricing = PricingDefinition.Find(workspace, request.Product),
        });
        ReportFigures measured = new ReportRun(product, settings, read, request.Threads, reporter).Of(request.Alias, targets, limits, value, drift, cancellation);
        ReportFigures figures = measured with
        {
            History = HistoryFigures.Of(registry.Read()),
            Experiment = ExperimentFile.Find(ExperimentFile.PathOf(workspace, request.Product), product),
            Rehearsal = RehearsalFile.Find(RehearsalFile.PathOf(workspace, request.Product)),
        };
        string output = request.Output ?? workspace.ModelFolder(request.Product);
        (string Name, string Text)[] files =
        [
            ("report.html", ReportPage.Of(figures)), ("report.json", ReportJson.Of(figures)), ("model-card.md", ModelCardText.Of(figures)),
            ("data-card.md", DataCardText.Of(figures)),
        ];
        foreach (var (name, text) in files)
            AtomicFile.WriteAllText(Path.Combine(output, name), text);
        return new ReportOutcome(figures.Verdict, output, [.. files.Select(f => f.Name)], time.GetElapsedTime(started));
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

    private DriftFigures? Drift(ReportRequest request, ProductDefinition product, ImmutableArray<PromotionTarget> targets, CancellationToken cancellation)
    {
        if (request.CurrentParts is { Length: > 0 } parts)
        {
            var models = RegisteredModels.Load(workspace, request.Product, request.Alias);
            var sum = DriftPartFile.Sum(parts, models);
            return CurrentFile.Compare(request.CurrentName is { } name ? sum with { Source = name } : sum, models);
        }

        return request.Current is { } current
            ? CurrentFile.Compare(current, product, [.. targets.Select(t => VersionFile.Read(t.Version, product))], reporter.Status, cancellation)
            : null;
    }

    private PolicyEvaluation? Value(string product, TrainingHistory history)
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
}

/// <summary>What a report is asked for.</summary>
/// <param name="Product">The product.</param>
/// <param name="Data">The history to measure on; null for the product's own.</param>
/// <param name="Current">The file of the present; null where there is none.</param>
/// <param name="Alias">Of the models.</param>
/// <param name="Output">The folder to write to; null for that of the models.</param>
/// <param name="Threads">0 for one per core; has no influence on the report.</param>
public sealed record ReportRequest(string Product, string? Data, string? Current, string Alias, string? Output, int Threads)
{
    /// <summary>Files of <c>monitor --part</c>, one of every shard of the present, instead of <see cref="Current"/>.</summary>
    public ImmutableArray<string> CurrentParts { get; init; } = [];

    /// <summary>What their whole is called in the report; null for the name of the first part's file.</summary>
    public string? CurrentName { get; init; }
}

/// <summary>What came of it.</summary>
/// <param name="Verdict">In short.</param>
/// <param name="Folder">Where the files are.</param>
/// <param name="Files">Their names.</param>
/// <param name="Elapsed">How long it took.</param>
public sealed record ReportOutcome(VerdictFigures Verdict, string Folder, ImmutableArray<string> Files, TimeSpan Elapsed);
