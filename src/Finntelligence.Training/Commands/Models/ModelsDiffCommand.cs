using System.Collections.Immutable;
using System.CommandLine;
using Finntelligence.Foundation.Faults;
using Finntelligence.Foundation.Output;
using Finntelligence.Histories.Records;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Requests;
using Finntelligence.Modelling.Gates;
using Finntelligence.Modelling.Versions;
using Finntelligence.ModelOps.Registry;
using Finntelligence.ModelOps.Workspaces;
using Finntelligence.Training.Options;
using Finntelligence.Training.Running;
using ModelKind = Finntelligence.Lending.Products.ModelKind;

namespace Finntelligence.Training.Commands.Models;

/// <summary><c>models diff</c>: how two versions of a model differ, and how often that changes a decision.</summary>
internal static class ModelsDiffCommand
{
    public static Command Create(ConsoleHost host)
    {
        var first = new Argument<string>("a") { Description = "One version, as risk@production or risk/3." };
        var second = new Argument<string>("b") { Description = "The other, of the same kind; gates are judged as if it took the first one's place." };
        var applicants = new Option<string?>("--applicants")
        {
            Description = "A file of applicants as `score` takes it (CSV or NDJSON): the share of decisions that change, the other model being the one in production.",
        };
        Option<string> product = ProductOption.Create();
        Option<string> registry = RegistryOption.Create();
        var command = new Command("diff", "Compare two versions: options, figures, features, gates, and decisions on a file of applicants.")
        {
            first, second, applicants, product, registry,
        };
        command.Does(host, (parsed, reporter, cancellation) =>
        {
            string name = parsed.GetValue(product)!;
            IModelRegistry opened = RegistryOption.Open(host, parsed.GetValue(registry)!, name);
            Diff(host, name, opened, [parsed.GetValue(first)!, parsed.GetValue(second)!], parsed.GetValue(applicants), reporter, cancellation);
        });
        return command;
    }

    private static void Diff(
        ConsoleHost host, string productName, IModelRegistry registry, string[] names, string? applicants, IReporter reporter, CancellationToken cancellation)
    {
        Workspace workspace = host.Workspace();
        ProductDefinition product = ProductLoader.Load(workspace.ProductFile(productName));
        RegistryState state = registry.Read();
        ModelReference[] references = [.. names.Select(ModelReference.Parse)];
        if (references[0].Kind != references[1].Kind)
            throw new RequestFaultException($"{names[0]} and {names[1]} are models of two kinds, which cannot be compared.");
        ModelVersion[] versions = [.. references.Select(reference => reference.Resolve(registry, state))];
        LoanModel[] models = [.. versions.Select(version => VersionFile.Read(version, product))];

        string[][] options = Differences(versions[0].Entry.Options, versions[1].Entry.Options);
        string[][] metrics = Differences(Shown(versions[0].Entry.Metrics), Shown(versions[1].Entry.Metrics));
        string[] onlyFirst = [.. models[0].Manifest.Features.Except(models[1].Manifest.Features)];
        string[] onlySecond = [.. models[1].Manifest.Features.Except(models[0].Manifest.Features)];
        var limits = PromotionLimits.Load(Path.Combine(workspace.DataFolder(productName), PromotionLimits.FileName));
        string place = versions[0].Aliases.Contains(RegistryNames.Production) ? RegistryNames.Production : RegistryNames.Staging;
        ImmutableArray<GateResult> gates = new PromotionGates(product, limits).Check(versions[1], versions[0].Entry, place, cancellation).Results;
        DecisionChanges? changes = applicants is null
            ? null
            : Decide(host, product, registry, state, references[0].Kind, models, applicants, cancellation);

        string[] heads = [.. versions.Select(version => $"{version.Kind} {version.Entry}")];
        reporter.Status(versions[0].Entry.Sha256 == versions[1].Entry.Sha256 ? "Both are the same bytes." : $"{heads[0]} and {heads[1]}:");
        Show("Options that differ", options);
        Show("Figures that differ", metrics);
        if (onlyFirst.Length + onlySecond.Length > 0)
            reporter.Status($"Features of the first only: {Listed(onlyFirst)}; of the second only: {Listed(onlySecond)}.");
        reporter.Table(new ReportTable(
            "Gates of the second in the first one's place",
            [new("gate"), new("figure"), new("limit", Rank: 1), new("")],
            [.. gates.Select(g => new[] { g.Gate, g.Figure, g.Limit, g.Passed ? "ok" : "FAILED" })]));
        if (changes is not null)
        {
            reporter.Status(
                $"Of {Figures.Count(changes.Decided)} applicants, {Figures.Count(changes.Changed)} get another decision ({changes.Share:P1}): "
                + $"{Figures.Count(changes.OfferToDecline)} lose an offer, {Figures.Count(changes.DeclineToOffer)} gain one, "
                + $"{Figures.Count(changes.OtherOffer)} get another offer. {Figures.Count(changes.Faulty)} lines have faults.");
        }
        reporter.Document(new
        {
            first = new { versions[0].Kind, versions[0].Entry.Version, versions[0].Entry.Sha256 },
            second = new { versions[1].Kind, versions[1].Entry.Version, versions[1].Entry.Sha256 },
            options = options.Select(Pair),
            metrics = metrics.Select(Pair),
            featuresOfFirstOnly = onlyFirst,
            featuresOfSecondOnly = onlySecond,
            gates,
            decisions = changes,
        });

        void Show(string title, string[][] rows)
        {
            if (rows.Length > 0)
                reporter.Table(new ReportTable(title, [new(""), new(heads[0], Numeric: true), new(heads[1], Numeric: true)], [.. rows]));
        }
    }

    private static DecisionChanges Decide(
        ConsoleHost host, ProductDefinition product, IModelRegistry registry, RegistryState state, ModelKind kind, LoanModel[] models, string path,
        CancellationToken cancellation)
    {
        ModelKind otherKind = kind == ModelKind.Risk ? ModelKind.Acceptance : ModelKind.Risk;
        LoanModel other = VersionFile.Read(new ModelReference(otherKind, null).Resolve(registry, state), product);
        OfferEngine[] engines = [.. models.Select(model => kind == ModelKind.Risk ? new OfferEngine(product, model, other) : new OfferEngine(product, other, model))];
        var input = new ApplicantArguments(path, product.Name, RegistryNames.Production, new RecordOptions(null, null, Naming));
        using RecordSource source = input.Open(host, product);
        var changes = new DecisionChanges(0, 0, 0, 0, 0);
        while (source.Reader.Next() is { } block)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (Record record in block.Records)
            {
                changes = source.Parser.Parse(record).Request is { } request
                    ? changes.With(engines[0].Decide(request).Offer?.Terms, engines[1].Decide(request).Offer?.Terms)
                    : changes with { Faulty = changes.Faulty + 1 };
            }
        }
        return changes;
    }

    private static RequestColumnOptions Naming => new(IgnoreUnknown: true);

    private static Dictionary<string, string> Shown(IReadOnlyDictionary<string, double> metrics) =>
        metrics.ToDictionary(metric => metric.Key, metric => Figures.Number(metric.Value));

    private static string[][] Differences(IReadOnlyDictionary<string, string> first, IReadOnlyDictionary<string, string> second) =>
        [.. first.Keys.Union(second.Keys).Order(StringComparer.Ordinal)
            .Select(key => new[] { key, first.GetValueOrDefault(key, "–"), second.GetValueOrDefault(key, "–") })
            .Where(row => row[1] != row[2])];

    private static object Pair(string[] row) => new { name = row[0], first = row[1], second = row[2] };

    private static string Listed(string[] names) => names.Length == 0 ? "none" : string.Join(", ", names);

    /// <summary>How two pairs of models decide about the same applicants.</summary>
    private sealed record DecisionChanges(long Decided, long OfferToDecline, long DeclineToOffer, long OtherOffer, long Faulty)
    {
        public long Changed => OfferToDecline + DeclineToOffer + OtherOffer;

        public double Share => Decided == 0 ? 0 : (double)Changed / Decided;

        public DecisionChanges With(OfferTerms? first, OfferTerms? second) => (first, second) switch
        {
            (null, null) => this with { Decided = Decided + 1 },
            (_, null) => this with { Decided = Decided + 1, OfferToDecline = OfferToDecline + 1 },
            (null, _) => this with { Decided = Decided + 1, DeclineToOffer = DeclineToOffer + 1 },
            _ => this with { Decided = Decided + 1, OtherOffer = OtherOffer + (first.Equals(second) ? 0 : 1) },
        };
    }
}
