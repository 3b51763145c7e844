using System.Collections.Immutable;
using System.Reflection;
using Finntelligence.Foundation.Faults;
using Finntelligence.Histories.Files;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Learning;

namespace Finntelligence.Modelling.Fitting;

/// <summary>
/// Fits one model: choose the options by cross-validation, calibrate on the out-of-fold scores, then learn from all rows.
/// Everything that goes into the artifact is determined by the product, the history, the seed and the code.
/// </summary>
public sealed class ModelFitter(ProductDefinition product, TrainingHistory history, ulong seed, int threads)
{
    /// <summary>A row's fold is its position in the file modulo this.</summary>
    public const int Folds = 5;

    /// <summary>Version of the code that decides a model's bytes.</summary>
    public static string LibraryVersion { get; } =
        typeof(GradientBooster).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>Fits the model.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="progress">Share done, in [0, 1].</param>
    /// <param name="cancellationToken">Checked often.</param>
    public ModelFit Fit(ModelKind kind, IProgress<double> progress, CancellationToken cancellationToken)
    {
        var rows = History.Read(product, kind, history.Path, cancellationToken);
        var features = new FeatureEncoder(product, kind).Features;
        var labeled = new LabeledRows(features, rows.Values, rows.Labels);
        int[] folds = [.. rows.FileRows.Select(row => row % Folds)];
        RequireBothOutcomes(kind, rows.Labels, folds);

        var candidates = Candidates.All(seed);
        var jobs = candidates.Length * Folds + 1;
        var results = CrossValidation.Run(
            labeled, folds, candidates, threads, new Counter(done => progress.Report((double)done / jobs)), cancellationToken);
        var best = results.MinBy(r => r.BestLoss)!;
        var calibration = CalibratorChoice.Best([.. best.Scores], rows.Labels, folds);
        var ensemble = GradientBooster.Train(
            labeled, best.Options with { NumberOfThreads = threads }, cancellationToken: cancellationToken).Ensemble;
        progress.Report(1);

        var contents = new ModelContents(
            Manifest(kind, rows, ensemble, best.Options, calibration),
            ensemble,
            calibration.Calibrator,
            SupportCounts.Of(rows, product.Model(kind).Support),
            TrainingHistograms.Of(features, rows.Values, calibration.Probabilities));
        return new ModelFit(
            kind,
            ModelArtifact.Write(product, contents),
            contents,
            [.. results.Select((r, i) => new CandidateLoss(i + 1, r.Options, r.Loss)).OrderByDescending(c => c.Options == best.Options)],
            rows,
            calibration.Probabilities);
    }

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
        ModelKind kind, TrainingRows rows, TreeEnsemble ensemble, TreeOptions options, CalibratorChoice calibration) => new()
        {
            Format = 1,
            Kind = kind == ModelKind.Risk ? "risk" : "acceptance",
            Product = product.Name,
            ProductSha256 = product.Sha256,
            SchemaHash = new FeatureEncoder(product, kind).SchemaHash,
            Features = [.. ensemble.Features.Select(f => f.Name)],
            Options = OptionTexts.Of(options),
            Seed = seed,
            Calibration = calibration.Name,
            Data = new TrainingData(history.Name, history.Sha256, rows.Labels.Length, rows.Labels.Count(l => l == 1)),
            Metrics = MetricFigures.Of(calibration.Metrics),
            Library = LibraryVersion,
        };

    private sealed class Counter(Action<int> action) : IProgress<int>
    {
        public void Report(int value) => action(value);
    }
}
