using System.Collections.Immutable;
using System.Reflection;
using Finntelligence.Foundation.Faults;
using Finntelligence.Histories.Files;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Identification;
using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Learning;
using Finntelligence.Trees.Storage;

namespace Finntelligence.Modelling.Fitting;

/// <summary>
/// Fits one model: choose the options by cross-validation, calibrate on the out-of-fold scores, then learn from all rows.
/// Everything that goes into the artifact is determined by the product, the history, the seed and the code.
/// </summary>
/// <param name="product">What to learn.</param>
/// <param name="history">What to learn from.</param>
/// <param name="design">The declared experiment in it; null without.</param>
/// <param name="seed">Of everything random.</param>
/// <param name="threads">0 for one per core; no influence on the result.</param>
public sealed class ModelFitter(ProductDefinition product, TrainingHistory history, ExperimentDefinition? design, ulong seed, int threads)
{
    /// <summary>How many folds there are; <see cref="HistoryFolds"/> says which row is in which.</summary>
    public const int Folds = HistoryFolds.Count;

    private readonly Dictionary<ModelKind, TrainingRows> _rows = [];
    private readonly Dictionary<ModelKind, PriceHistory?> _prices = [];
    private HistoryFolds? _folds;

    /// <summary>Version of the code that decides a model's bytes.</summary>
    public static string LibraryVersion { get; } =
        typeof(GradientBooster).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>What is declared to have moved rates and nothing else; null for nothing.</summary>
    public PricingDefinition? Pricing { get; init; }

    /// <summary>Where the rows lie, for as long as what is fitted on them is used.</summary>
    public ScratchSpace Space { get; init; } = ScratchSpace.Unbounded;

    /// <summary>Fits the model.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="trainer">Who trains it.</param>
    /// <param name="progress">Share done, in [0, 1].</param>
    /// <param name="cancellationToken">Checked often.</param>
    public ModelFit Fit(ModelKind kind, ITrainer trainer, IProgress<double> progress, CancellationToken cancellationToken)
    {
        var rows = Rows(kind, cancellationToken);
        var features = new FeatureEncoder(product, kind).Features;
        int[] folds = (_folds ??= HistoryFolds.Of(product, history.Path, cancellationToken)).Of(rows.FileRows);
        RequireBothOutcomes(kind, rows.Labels, folds);
        var logged = LoggedRows.Find(history.Path, rows.FileRows, cancellationToken);
        var prices = Prices(rows, folds, cancellationToken);
        var labeled = new LabeledRows(features, rows.Values, rows.Labels, RowWeights.Product(prices?.Weights, rows.Weights));

        var candidates = trainer.Candidates(seed);
        var jobs = candidates.Length * Folds + 1;
        var results = trainer.CrossValidate(
            labeled, folds, candidates, threads, new Counter(done => progress.Report((double)done / jobs)), cancellationToken);
        var best = results.MinBy(r => r.LogLoss)!;
        double[] rates = [.. rows.Offers.Select(offer => offer.Rate)];
        var (calibration, correction) = CalibratedFit.Of(trainer, best, product, kind, rates, rows.Labels, folds, RowPrices.Of(prices, rows.Weights), rows.Weights);
        var model = trainer.Train(labeled, best.Options, calibration.Calibrator, threads, cancellationToken);
        var ensemble = model.Ensemble;
        // ML.NET keeps no covers, and without them nothing can be explained.
        if (ensemble.Trees.All(tree => tree.Leaves.All(leaf => leaf.Cover == 0)))
            ensemble = CoverCounts.Count(ensemble, rows.Values, cancellationToken);
        if (correction is not null)
            ensemble = correction.Add(ensemble, labeled, RateBand.InputsOf(new FeatureEncoder(product, kind)), rates, RowPrices.Of(prices, rows.Weights)!, threads, cancellationToken);
        var promises = PromiseFigures.Of(product, rows, ensemble, calibration.Calibrator, threads, cancellationToken);
        var times = logged?.DecidedAt ?? RowTimes.Of(product, history.Path, rows.FileRows, cancellationToken);
        var later = times is null ? null : LaterRows.Of(trainer, best.Options, labeled, rows.Labels, folds, times, threads, cancellationToken);
        progress.Report(1);

        var contents = new ModelContents(
            Manifest(kind, trainer, rows, ensemble, best.Options, calibration, promises, later) with
            {
                Identification = prices is null
                    ? null
                    : Corrected(RateEffects.Judge(prices, product, rows, ensemble, calibration.Calibrator, threads, cancellationToken), correction),
            },
            ensemble,
            calibration.Calibrator,
            SupportCounts.Of(rows, product.Model(kind).Support),
            TrainingHistograms.Of(features, rows.Values, calibration.Probabilities, rows.Weights))
        {
            Band = prices?.Band,
            MonthsBand = prices?.MonthsBand,
            // What ML.NET saved lacks the correction; the artifact has the same written for all of the trees.
            MlNet = correction is null ? model.MlNet : [],
        };
        return new ModelFit(
            kind,
            trainer.Name,
            ModelArtifact.Write(product, contents),
            contents,
            [.. results.Select((r, i) => new CandidateLoss(i + 1, r.Options, r.Curve, r.Lowest) { IsComplete = r.IsComplete }).OrderByDescending(c => c.Options == best.Options)],
            rows,
            calibration.Probabilities,
            promises)
        {
            Later = later,
            Folds = folds,
        };
    }

    private static PriceIdentification Corrected(PriceIdentification figures, RateCorrection? correction) =>
        figures.Weights is { } weights && correction is not null
            ? figures with { Weights = weights with { Correction = MetricFigures.Round(correction.PerPoint) } }
            : figures;

    private TrainingRows Rows(ModelKind kind, CancellationToken cancellationToken) =>
        _rows.TryGetValue(kind, out var known) ? known : _rows[kind] = History.Read(product, kind, history.Path, cancellationToken, Space);

    private PriceHistory? Prices(TrainingRows rows, int[] folds, CancellationToken cancellationToken) => _prices.TryGetValue(rows.Kind, out var known)
        ? known
        : _prices[rows.Kind] = new IdentificationRun(product, design, history.Path, seed, threads) { Pricing = Pricing }.Of(rows, folds, cancellationToken);

    private static void RequireBothOutcomes(ModelKind kind, float[] labels, int[] folds)
    {
        for (var fold = 0; fold < Folds; fold++)
        {
            var others = Enumerable.Range(0, labels.Length).Where(i => folds[i] != fold).Select(i => labels[i]).Distinct().Count();
            if (others < 2 || !folds.Contains(fold))
            {
                throw new RequestFaultException(
                    $"The history has {labels.Length} rows for the {kind.ToString().ToLowerInvariant()} model, {labels.Count(l => l == 1)} of them with the event: "
                    + $"too few to learn from with {Folds} folds, each of which must leave both outcomes to the others.");
            }
        }
    }

    private ModelManifest Manifest(
        ModelKind kind, ITrainer trainer, TrainingRows rows, TreeEnsemble ensemble, TrainerOptions options, CalibratorChoice calibration,
        PromiseFigures promises, LaterRows? later) => new()
        {
            Format = 1,
            Kind = kind == ModelKind.Risk ? "risk" : "acceptance",
            Product = product.Name,
            ProductSha256 = product.Sha256,
            SchemaHash = new FeatureEncoder(product, kind).SchemaHash,
            Features = [.. ensemble.Features.Select(f => f.Name)],
            Trainer = trainer.Name,
            Options = options.Texts,
            Seed = seed,
            Calibration = calibration.Name,
            Data = new TrainingData(history.Name, history.Sha256, rows.Labels.Length, rows.Labels.Count(l => l == 1))
            {
                Simulated = history.IsSimulated ? true : null,
            },
            Metrics = MetricFigures.Of(calibration.Metrics).AddRange(promises.Figures()).AddRange(later?.Figures() ?? ImmutableSortedDictionary<string, double>.Empty),
            Library = LibraryVersion,
        };

    private sealed class Counter(Action<int> action) : IProgress<int>
    {
        public void Report(int value) => action(value);
    }
}
