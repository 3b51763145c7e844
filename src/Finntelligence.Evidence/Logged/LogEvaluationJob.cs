using System.Collections.Immutable;
using System.IO.Compression;
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
        var part = Count(request, product, (1, 1), cancellation);
        return Value(request, product, part, cancellation);
    }

    /// <summary>Asks the models about one part of a log and writes what is needed of it.</summary>
    /// <param name="request">Its log is the part.</param>
    /// <param name="shard">Which part of how many, from 1.</param>
    /// <param name="path">The file to write.</param>
    /// <param name="cancellation">Checked often; nothing is written then.</param>
    /// <exception cref="RequestFaultException">The part cannot be used.</exception>
    public LogPartOutcome WritePart(LogEvaluationRequest request, (int Number, int Of) shard, string path, CancellationToken cancellation)
    {
        var product = ProductLoader.Load(workspace.ProductFile(request.Product));
        if (PlainLog.Is(request.Log))
            throw new RequestFaultException("the log asks no model, so there is nothing to do in parts.", where: request.Log, remedy: "Evaluate it whole.");
        var part = Count(request, product, shard, cancellation);
        LogPartFile.Write(path, part);
        return new LogPartOutcome(part.Shard, part.Shards, part.Rows.Length, part.Declines, part.Faults);
    }

    /// <summary>Puts parts together and values the whole: the figures, and the bytes, of one run over it.</summary>
    /// <param name="request">Its log is what the whole is called; its aliases and strata are those of the parts.</param>
    /// <param name="parts">The files that <see cref="WritePart"/> wrote, in any order.</param>
    /// <param name="sha256">Of the whole log's bytes, which are not here; null for what stands for them.</param>
    /// <param name="cancellation">Checked often.</param>
    /// <exception cref="DataFaultException">A part is missing, there twice, damaged or foreign; all of it is named.</exception>
    /// <exception cref="RequestFaultException">No part has an offer.</exception>
    public LogEvaluationOutcome RunParts(LogEvaluationRequest request, IReadOnlyList<string> parts, string? sha256, CancellationToken cancellation)
    {
        var product = ProductLoader.Load(workspace.ProductFile(request.Product));
        var whole = LogPartFile.Join(parts, product);
        whole = whole with { Sha256 = sha256 ?? whole.Sha256, Source = request.Log.Length > 0 ? request.Log : whole.Source };
        return Value(request, product, whole, cancellation);
    }

    private LogPart Count(LogEvaluationRequest request, ProductDefinition product, (int Number, int Of) shard, CancellationToken cancellation)
    {
        var strata = Strata(request);
        var log = DecisionFileReader.Read(request.Log, product, strata, cancellation, isPart: shard.Of > 1);
        RegisteredModels[] models = [.. request.Aliases.Select(alias => RegisteredModels.Load(workspace, request.Product, alias))];
        int threads = request.Valuation.Threads;
        RatedPolicy[] policies =
        [
            RatedPolicy.Card(product, log.Decisions),
            .. models.Select((m, i) => RatedPolicy.Engine(m, request.Aliases[i], log.Decisions, threads, cancellation)),
        ];
        var expected = models.Length == 0
            ? null
            : ExpectedProfits.Of(new ExpectedByModels(product, models[0].Risk, models[0].Acceptance), log.Decisions, policies, threads, cancellation);
        return new LogPart
        {
            Product = product.Name,
            ProductSha256 = product.Sha256,
            Pairs = [.. models.Select((m, i) => new LogPair(request.Aliases[i], m.Description, m.Risk.Sha256, m.Acceptance.Sha256, m.Card?.Sha256))],
            Strata = [.. strata],
            Shard = shard.Number,
            Shards = shard.Of,
            Source = Path.GetFileName(request.Log),
            Sha256 = Hash(request.Log),
            Lines = Lines(request.Log),
            Declines = log.Declines,
            Faults = [.. log.Faults],
            Latest = log.Latest,
            LogPolicies = [.. log.Policies],
            Policies = [.. policies.Select(p => new LogPolicyName(p.Name, p.Title))],
            Rows =
            [
                .. log.Decisions.Select((d, i) => new LogPartRow(
                    d.At, d.Terms.Amount, d.Terms.Months, d.Terms.Rate, d.Propensity, d.Policy, d.Accepted, d.Defaulted, d.Profit, d.Stratum, d.Targets,
                    [.. policies.Select(p => p.Rates[i])], expected is null ? null : [expected.AsOffered[i], .. expected.ByPolicy.Select(p => p[i])])),
            ],
        };
    }

    private LogEvaluationOutcome Value(LogEvaluationRequest request, ProductDefinition product, LogPart part, CancellationToken cancellation)
    {
        var log = Whole(part);
        var asOf = request.AsOf ?? log.Latest;
        double horizon = request.HorizonMonths ?? log.Decisions.Max(d => d.Terms.Months) + 1;
        var options = new LogRunOptions(asOf, horizon, Window, request.Valuation);
        if (!log.HasPropensities)
            reporter.Status($"The log has no propensities: rates count as drawn at random within {string.Join(", ", part.Strata.DefaultIfEmpty("all offers"))}.");
        RatedPolicy[] policies = [.. part.Policies.Select((p, place) => new RatedPolicy(p.Name, p.Title, [.. part.Rows.Select(row => row.Rates[place])]))];
        var expected = part.Pairs.IsEmpty
            ? null
            : new ExpectedProfits([.. part.Rows.Select(row => row.Expected![0])], [.. policies.Select((_, place) => part.Rows.Select(row => row.Expected![place + 1]).ToArray())]);
        var run = new LogEvaluationRun(product, log, expected, policies, options);
        var evaluation = new LogEvaluation
        {
            Data = run.Describe(part.Source, part.Sha256),
            Settings = new LogSettings(
                product.Currency, asOf, horizon, run.Window, request.Valuation.Replicates, request.Valuation.Confidence, request.Valuation.Seed,
                part.Pairs.IsEmpty ? "" : part.Pairs[0].Description, Scope),
            Policies = reporter.Track("Valuing", _ => run.OnOld(cancellation)),
            ToDate = reporter.Track("Valuing to date", _ => run.ToDate(cancellation)),
            Rates = run.Rates(),
        };
        return Write(request, product.Title, evaluation, [.. log.Faults]);
    }

    // The parts may differ in what the reader of one file holds against it.
    private static DecisionFile Whole(LogPart part)
    {
        if (part.Rows.IsEmpty)
            throw new RequestFaultException("no row of it is an offer that can be used.", where: part.Source);
        int known = part.Rows.Count(row => !double.IsNaN(row.Propensity));
        return known > 0 && known < part.Rows.Length
            ? throw new RequestFaultException($"{part.Rows.Length - known} of {part.Rows.Length} offers have no propensity; either all have one or none.", where: part.Source)
            : new DecisionFile([.. part.Rows.Select(row => row.ToDecision())], [.. part.LogPolicies], part.Declines, part.Faults, part.Latest, known > 0);
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

    // Where a row of a later part stands in the whole is told by how many lines stand before it.
    private static long Lines(string path)
    {
        using var file = File.OpenRead(path);
        using Stream stream = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
        byte[] buffer = new byte[1 << 16];
        var (lines, last) = (0L, (byte)'\n');
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            lines += buffer.AsSpan(0, read).Count((byte)'\n');
            last = buffer[read - 1];
        }

        return lines + (last == '\n' ? 0 : 1);
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

/// <summary>What was written of a part.</summary>
/// <param name="Shard">Which part, from 1.</param>
/// <param name="Shards">Of how many.</param>
/// <param name="Offers">That it has.</param>
/// <param name="Declines">That made no offer.</param>
/// <param name="Faults">Rows left out.</param>
public sealed record LogPartOutcome(int Shard, int Shards, int Offers, int Declines, ImmutableArray<LogFault> Faults);
