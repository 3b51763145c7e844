using System.Collections.Immutable;
using System.Text;
using Finntelligence.Evidence.Evaluation;
using Finntelligence.Evidence.Evaluation.Policies;
using Finntelligence.Evidence.Evaluation.Results;
using Finntelligence.Evidence.RateCards.Figures;
using Finntelligence.Evidence.RateCards.Pages;
using Finntelligence.Evidence.RateCards.Profit;
using Finntelligence.Evidence.Reporting;
using Finntelligence.Evidence.Reporting.Reading;
using Finntelligence.Foundation.Faults;
using Finntelligence.Foundation.Output;
using Finntelligence.Histories.Files;
using Finntelligence.Histories.Records;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.RateCards;
using Finntelligence.Lending.Requests;
using Finntelligence.Modelling.Fitting;
using Finntelligence.Modelling.Identification;
using Finntelligence.Modelling.Importing;
using Finntelligence.Modelling.Versions;
using Finntelligence.ModelOps.Files;
using Finntelligence.ModelOps.Registry;
using Finntelligence.ModelOps.Workspaces;
using Finntelligence.RateCards.Search;
using Finntelligence.RateCards.Selection;
using Finntelligence.RateCards.Tables;
using Interval = Finntelligence.Evidence.Reporting.Figures.Interval;

namespace Finntelligence.Evidence.RateCards;

/// <summary>Finds the best rate card of a product, shows it, and makes it a version of the registry.</summary>
/// <param name="workspace">Where things lie.</param>
/// <param name="time">Measures how long it takes; dates the version.</param>
/// <param name="reporter">Is told how far it is.</param>
public sealed class RateCardJob(Workspace workspace, TimeProvider time, IReporter reporter)
{
    /// <summary>Does it.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="cancellation">Checked often; nothing is written then.</param>
    /// <exception cref="RequestFaultException">There are no customers, the rules have faults, or they leave no card.</exception>
    public RateCardOutcome Run(RateCardRequest request, CancellationToken cancellation)
    {
        long started = time.GetTimestamp();
        var models = RegisteredModels.Load(workspace, request.Product, request.Alias, withCard: false);
        var rules = RulesOf(request, models.Product);
        var registry = new LocalModelRegistry(workspace.ModelFolder(request.Product), time);
        var today = TodaysCard.Find(models.Product, rules, registry);
        TrainingHistory source = SourceOf(request);
        reporter.Status($"Finding a card for {source.Description}: {source.Path}, with {models.Description}.");
        var customers = reporter.Track("Reading the customers", _ => Read(request, models.Product, source, cancellation));
        var modelled = reporter.Track("Asking the models", progress =>
            ModelledProfit.Table(models, customers, rules, today, request.Threads, progress, cancellation));
        var (table, folds, places) = request.Objective == CardObjective.HeldOut
            ? HeldOut(request, models.Product, source, customers, modelled, cancellation)
            : (modelled, null, null);
        var own = places is null ? modelled : modelled.Select(places);
        var inputs = new CardInputs(models.Product);
        var settings = new SearchSettings { Threads = request.Threads, Searches = request.Searches ?? new SearchSettings().Searches };
        var choice = reporter.Track("Searching", progress => Choose(request, table, inputs, rules, settings, folds, progress, cancellation));

        var figures = Describe(request, models, registry, source, customers, today, rules, table, own, places, choice, cancellation);
        var card = new SegmentCard(models.Product.Name, choice.Card.Root!, MakingOf(figures, models, source));
        (string Name, byte[] Bytes)[] files =
        [
            (CardArtifact.CardName, CardJson.Write(card, models.Product)), ("card.csv", Encoding.UTF8.GetBytes(CardCsv.Of(figures))),
            ("card.html", Encoding.UTF8.GetBytes(CardPage.Of(figures, card, new CardWords(inputs)))), ("figures.json", Encoding.UTF8.GetBytes(ReportJson.Of(figures))),
        ];
        cancellation.ThrowIfCancellationRequested();
        foreach (var (name, bytes) in files)
            AtomicFile.WriteAllBytes(Path.Combine(request.Output, name), bytes);
        var (version, change) = request.Register ? Register(registry, card, figures, source, rules, files, cancellation) : (null, null);
        return new RateCardOutcome(figures, version, change, request.Output, [.. files.Select(f => f.Name)], time.GetElapsedTime(started));
    }

    private CardRules RulesOf(RateCardRequest request, ProductDefinition product)
    {
        string path = request.Rules ?? Path.Combine(workspace.DataFolder(request.Product), CardRules.FileName);
        if (request.Rules is not null && !File.Exists(path))
            throw new RequestFaultException($"--rules: there is no file {path}.");
        var rules = File.Exists(path) ? CardRulesJson.Read(Utf8File.ReadAllBytes(path), path, product) : CardRules.None;
        rules = rules with { Depth = request.Depth ?? rules.Depth };
        return request.Cells is { } cells ? rules with { MostCells = cells } : rules;
    }

    private TrainingHistory SourceOf(RateCardRequest request)
    {
        if (request.Applicants is not { } path)
            return TrainingHistory.Find(workspace, request.Product, request.Data);
        if (request.Objective == CardObjective.HeldOut)
            throw new RequestFaultException("--in names applicants, who have earned nothing yet: --objective heldOut needs a history.");
        return File.Exists(path) ? TrainingHistory.Open(path, "the applicants named by --in") : throw new RequestFaultException($"--in: there is no file {path}.");
    }

    private Customers Read(RateCardRequest request, ProductDefinition product, TrainingHistory source, CancellationToken cancellation)
    {
        if (request.Applicants is null)
            return Customers.OfHistory(workspace, product, source, cancellation);
        using var records = RecordSource.Open(
            product, File.OpenRead(source.Path), new RecordOptions(null, null, new RequestColumnOptions(RequestLineReader.Id, SourceColumns: false, IgnoreUnknown: true)));
        return Customers.OfRecords(records, reporter, cancellation);
    }

    private (ProfitTable Table, int[]? Folds, int[]? Places) HeldOut(
        RateCardRequest request, ProductDefinition product, TrainingHistory source, Customers customers, ProfitTable modelled, CancellationToken cancellation)
    {
        var experiment = ExperimentDefinition.Load(ExperimentDefinition.PathOf(workspace, request.Product));
        var options = new EvaluationOptions { Seed = request.Seed, Threads = request.Threads };
        var (table, folds, places) = reporter.Track("Valuing held-out offers", progress =>
            HeldOutProfit.Table(product, experiment, source, customers, modelled, options, progress, cancellation));
        return (table, folds, places);
    }

    private static CellChoice Choose(
        RateCardRequest request, ProfitTable table, CardInputs inputs, CardRules rules, SearchSettings settings, int[]? folds, IProgress<double> progress,
        CancellationToken cancellation) =>
        CellSelection.Run(table, inputs, rules, settings, folds, request.Cells, progress, cancellation);

    // Only of these customers: another history says nothing of this one.
    private Interval? Evaluated(RateCardRequest request, TrainingHistory source)
    {
        string path = EvaluationJson.PathOf(workspace, request.Product);
        if (!File.Exists(path))
            return null;
        var evaluation = EvaluationJson.Read(path);
        string name = request.Objective == CardObjective.HeldOut ? CardPolicies.ByHeldOut : CardPolicies.ByModels;
        return evaluation.Data.Sha256 == source.Sha256 && evaluation.Policies.FirstOrDefault(p => p.Name == name) is
        { DoublyRobust: { Difference: { } difference, DifferenceInterval: { } interval } }
            ? new Interval(difference, interval.Lower, interval.Upper)
            : null;
    }

    private CardFigures Describe(
        RateCardRequest request, RegisteredModels models, LocalModelRegistry registry, TrainingHistory source, Customers customers, TodaysCard? today, CardRules rules,
        ProfitTable table, ProfitTable modelled, int[]? places, CellChoice choice, CancellationToken cancellation)
    {
        var product = models.Product;
        var inputs = new CardInputs(product);
        var card = new SegmentCard(product.Name, choice.Card.Root!);
        var run = new CardFiguresRun(card, new CardWords(inputs), table, modelled);
        var (cells, total) = run.Cells();
        var state = registry.Read();
        bool known = table.Today.All(t => t >= 0);
        ImmutableArray<AuditGroups> audit = places is null ? customers.Audit : [.. customers.Audit.Select(a => a with { Codes = [.. places.Select(p => a.Codes[p])] })];
        return new CardFigures
        {
            Product = product.Name,
            Title = product.Title,
            Currency = product.Currency,
            RatePeriod = product.RatePeriod == RatePeriod.Year ? "year" : "month",
            Objective = request.Objective,
            Source = new CardSource(
                table.Rows, customers.LeftOut + customers.Requests.Length - table.Rows, source.Name, source.Sha256, source.IsSimulated,
                $"{state.Find("risk", request.Alias)}", models.Risk.Sha256, $"{state.Find("acceptance", request.Alias)}", models.Acceptance.Sha256),
            Today = known ? today?.Name : null,
            Search = new CardSearchFigures(
                rules.Depth, table.Rates.Length, rules.SplitBy.IsEmpty ? [.. product.Applicant.Select(f => f.Name)] : rules.SplitBy, choice.Card.Gap == 0, choice.Card.Gap,
                choice.Card.Multiplier),
            Tried = choice.Tried,
            Rules = RuleCheck.Of(card.Root, table, inputs, rules),
            Cells = cells,
            Total = total,
            HeldOut = run.HeldOut(choice.HeldOutRates, choice.SingleRates),
            Moved = run.Moved(),
            Audit = run.Audit(audit, cancellation),
            Evaluated = Evaluated(request, source),
            OneByOne = run.OneByOne(),
        };
    }

    private static CardMaking MakingOf(CardFigures figures, RegisteredModels models, TrainingHistory source)
    {
        double[] ratios = [.. figures.Audit.SelectMany(a => a.Groups).Select(g => g.ImpactRatio.Value).Where(double.IsFinite)];
        var metrics = new Dictionary<string, double>
        {
            [CardMetrics.Profit] = figures.HeldOut.Profit.Value,
            [CardMetrics.ProfitToday] = figures.HeldOut.ProfitToday.Value,
            [CardMetrics.Gain] = figures.HeldOut.Gain.Value,
            [CardMetrics.GainLow] = figures.HeldOut.Gain.Low,
            [CardMetrics.GainHigh] = figures.HeldOut.Gain.High,
            [CardMetrics.Cells] = figures.Cells.Length,
            [CardMetrics.FewestCustomers] = figures.Cells.Min(c => c.Customers),
            [CardMetrics.Customers] = figures.Source.Customers,
            [CardMetrics.RulesBroken] = figures.Rules.Count(r => !r.Broken.IsEmpty),
            [CardMetrics.LeastImpactRatio] = ratios.Length == 0 ? 1 : ratios.Min(),
            [CardMetrics.Gap] = figures.Search.Gap,
        };
        return new CardMaking
        {
            Objective = figures.Objective,
            RiskSha256 = models.Risk.Sha256,
            AcceptanceSha256 = models.Acceptance.Sha256,
            DataName = source.Name,
            DataSha256 = source.Sha256,
            IsSimulated = source.IsSimulated,
            // As a registry and its readers round them.
            Metrics = metrics.ToImmutableSortedDictionary(m => m.Key, m => Math.Round(m.Value, 6), StringComparer.Ordinal),
        };
    }

    private (Registration Version, AliasChange? Change) Register(
        LocalModelRegistry registry, SegmentCard card, CardFigures figures, TrainingHistory source, CardRules rules, (string Name, byte[] Bytes)[] files,
        CancellationToken cancellation)
    {
        byte[] zip = CardArtifact.Write(files[0].Bytes, files.Skip(1).Select(f => (f.Name, (ReadOnlyMemory<byte>)f.Bytes)));
        var tags = new Dictionary<string, string>
        {
            [ImportTags.Source] = SegmentCard.Kind,
            ["risk"] = figures.Source.Risk,
            ["acceptance"] = figures.Source.Acceptance,
        };
        if (source.IsSimulated)
            tags[ModelVersions.DataTag] = ModelVersions.Simulated;
        var info = new VersionInfo(
            new DataReference(source.Name, source.Sha256, source.Md5),
            new Dictionary<string, string>
            {
                ["objective"] = figures.Objective,
                ["depth"] = $"{rules.Depth}",
                ["cells"] = $"{figures.Cells.Length}",
            },
            0,
            typeof(RateCardJob).Assembly.GetName().Version?.ToString(3) ?? "")
        {
            Metrics = card.Making!.Metrics,
            Created = time.GetUtcNow(),
            Commit = CodeState.OfProgram().Commit,
            Tags = tags,
        };
        var (registrations, change) = registry.RegisterTogether(
            [new NewVersion(SegmentCard.Kind, zip, info)],
            (state, versions) => state.Find(SegmentCard.Kind, RegistryNames.Production)?.Version == versions[0].Entry.Version
                ? null
                : new AliasWish(RegistryNames.Staging, [new AliasTarget(SegmentCard.Kind, versions[0].Entry.Version)], "found"),
            cancellation);
        return (registrations[0], change);
    }
}
