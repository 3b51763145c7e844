using System.Collections.Immutable;
using System.Security.Cryptography;
using Finntelligence.Experiments.Estimators;
using Finntelligence.Foundation.Faults;
using Finntelligence.Foundation.Output;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Products.Csv;
using Finntelligence.Modelling.Identification;
using Finntelligence.Modelling.Versions;
using Finntelligence.ModelOps.Files;
using Finntelligence.ModelOps.Workspaces;

namespace Finntelligence.Evidence.Logged;

/// <summary>Values policies on a decision log and writes the result.</summary>
/// <param name="workspace">Where things lie.</param>
/// <param name="reporter">Is told how far it is.</param>
public sealed class LogEvaluationJob(Workspace workspace, IReporter reporter)
{
    /// <summary>Half width, in points, within which a rate counts as another where the log has no propensities.</summary>
    public const double Window = 0.5;

    private const string Scope =
        "Values are those of the rates alone, for the amount and the months that were offered. An offer that was not taken earns 0, and so does one "
        + "that a policy would not make.";

    /// <summary>Does it.</summary>
    /// <exception cref="RequestFaultException">The log cannot be used.</exception>
    public LogEvaluationOutcome Run(LogEvaluationRequest request, CancellationToken cancellation)
    {
        var product = ProductLoader.Load(workspace.ProductFile(request.Product));
        if (PlainLog.Is(request.Log))
            return Write(request, product.Title, OfPlain(request, cancellation), []);
        var log = DecisionFileReader.Read(request.Log, product, Strata(request), cancellation);
        var asOf = request.AsOf ?? log.Latest;
        double horizon = request.HorizonMonths ?? log.Decisions.Max(d => d.Terms.Months) + 1;
        var options = new LogRunOptions(asOf, horizon, Window, request.Valuation);
        RegisteredModels[] models = [.. request.Aliases.Select(alias => RegisteredModels.Load(workspace, request.Product, alias))];
        if (!log.HasPropensities)
            reporter.Status($"The log has no propensities: rates count as drawn at random within {string.Join(", ", Strata(request).DefaultIfEmpty("all offers"))}.");
        int threads = request.Valuation.Threads;
        RatedPolicy[] policies =
        [
            RatedPolicy.Card(product, log.Decisions),
            .. models.Select((m, i) => RatedPolicy.Engine(m, request.Aliases[i], log.Decisions, threads, cancellation)),
        ];
        var expected = models.Length == 0 ? null : new ExpectedByModels(product, models[0].Risk, models[0].Acceptance);
        var run = new LogEvaluationRun(product, log, expected, policies, options);
        var evaluation = new LogEvaluation
        {
            Data = run.Describe(Path.GetFileName(request.Log), Hash(request.Log)),
            Settings = new LogSettings(
                product.Currency, asOf, horizon, run.Window, request.Valuation.Replicates, request.Valuation.Confidence, request.Valuation.Seed,
                models.Length == 0 ? "" : models[0].Description, Scope),
            Policies = reporter.Track("Valuing", _ => run.OnOld(cancellation)),
            ToDate = reporter.Track("Valuing to date", _ => run.ToDate(cancellation)),
            Rates = run.Rates(),
        };
        return Write(request, product.Title, evaluation, [.. log.Faults]);
    }

    private LogEvaluation OfPlain(LogEvaluationRequest request, CancellationToken cancellation)
    {
        var samples = PlainLog.Read(request.Log, cancellation);
        int rows = samples[0].Sample.Count;
        return new LogEvaluation
        {
            Data = new LogData(
                Path.GetFileName(request.Log), Hash(request.Log), rows, 0, 0, rows, 0, 0, 0, true, samples[0].Sample.Propensities.Count(p => p < 1)),
            Settings = new LogSettings(
                "of the reward", request.AsOf ?? DateTimeOffset.UnixEpoch, 0, 0, request.Valuation.Replicates, request.Valuation.Confidence, request.Valuation.Seed, "",
                "Rewards and probabilities are the log's own."),
            Policies = reporter.Track("Valuing", _ => PolicyValuation.Value(samples, request.Valuation, cancellation)),
            ToDate = [],
            Rates = [],
        };
    }

    private LogEvaluationOutcome Write(LogEvaluationRequest request, string title, LogEvaluation evaluation, ImmutableArray<LogFault> faults)
    {
        string json = Path.Combine(workspace.ModelFolder(request.Product), "log-evaluation.json");
        string page = Path.ChangeExtension(json, ".html");
        AtomicFile.WriteAllText(json, LogEvaluationJson.Text(evaluation));
        AtomicFile.WriteAllText(page, LogEvaluationPage.Of(title, evaluation));
        return new LogEvaluationOutcome(evaluation, faults, json, page);
    }

    private static string Hash(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));

    // The declared ones where the log has their columns; a log with propensities needs none.
    private IReadOnlyList<string> Strata(LogEvaluationRequest request)
    {
        if (!request.Strata.IsDefaultOrEmpty)
            return request.Strata;
        if (ExperimentDefinition.Find(workspace, request.Product) is not { } declared)
            return [];
        using var table = CsvTable.Open(request.Log);
        return declared.Strata.All(table.Columns.Contains) ? declared.Strata : [];
    }
}

/// <summary>What is asked for.</summary>
/// <param name="Product">The product.</param>
/// <param name="Log">decisions.csv.</param>
/// <param name="Aliases">Pairs of the registry to value; the first is the model of the doubly robust estimators.</param>
/// <param name="Strata">Columns within which rates were drawn; empty for the declared ones.</param>
/// <param name="AsOf">When profit is counted; null for the latest time in the log.</param>
/// <param name="HorizonMonths">Age from which an offer is judged; null for the longest term and a month.</param>
/// <param name="Valuation">Bootstrap.</param>
public sealed record LogEvaluationRequest(
    string Product, string Log, ImmutableArray<string> Aliases, ImmutableArray<string> Strata, DateTimeOffset? AsOf, double? HorizonMonths,
    ValuationOptions Valuation);

/// <summary>What came of it.</summary>
/// <param name="Evaluation">The figures.</param>
/// <param name="Faults">Rows left out.</param>
/// <param name="Path">The document that was written.</param>
/// <param name="Page">The page that was written.</param>
public sealed record LogEvaluationOutcome(LogEvaluation Evaluation, ImmutableArray<LogFault> Faults, string Path, string Page);
