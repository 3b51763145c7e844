using System.Collections.Immutable;
using System.Globalization;
using Finntelligence.Foundation.Faults;
using Finntelligence.Histories.Files;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Fitting;
using Finntelligence.Modelling.Versions;
using Finntelligence.ModelOps.Registry;
using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Evaluation;
using Finntelligence.Trees.Learning;
using ModelKind = Finntelligence.Lending.Products.ModelKind;

namespace Finntelligence.Modelling.Importing;

/// <summary>
/// Makes an artifact out of a foreign model: the product's columns, covers where the file has none, and the support and histograms
/// of the history, so that it serves, explains and is watched like a model of our own.
/// </summary>
internal sealed class ModelImport(ProductDefinition product, ModelKind kind, TrainingHistory history)
{
    private const int ScoredTogether = 4096;

    /// <summary>Converts one model.</summary>
    /// <param name="model">The file's model.</param>
    /// <param name="evaluation">Rows that it did not learn from; null when there are none to measure it on.</param>
    /// <param name="cancellationToken">Checked often.</param>
    /// <exception cref="RequestFaultException">The columns do not match, or the history has no labelled row.</exception>
    /// <exception cref="InvalidHistoryException">A history cannot be read.</exception>
    public ImportedArtifact Convert(ForeignModel model, TrainingHistory? evaluation, CancellationToken cancellationToken)
    {
        var encoder = new FeatureEncoder(product, kind);
        var (ensemble, notices) = FeatureBinding.Bind(model, encoder.Features, product);
        var rows = Rows(history, cancellationToken);
        if (!model.HasCover)
            ensemble = CoverCounts.Count(ensemble, rows.Values, cancellationToken);

        var probabilities = Probabilities(ensemble, model.Calibrator, rows);
        var measured = evaluation is null ? null : Evaluate(ensemble, model.Calibrator, evaluation, cancellationToken);
        var manifest = Manifest(model, ensemble, encoder.SchemaHash, rows, measured);
        var contents = new ModelContents(
            manifest,
            ensemble,
            model.Calibrator,
            SupportCounts.Of(rows, product.Model(kind).Support),
            TrainingHistograms.Of(encoder.Features, rows.Values, probabilities, rows.Weights));
        return new ImportedArtifact(
            contents, ModelArtifact.Write(product, contents), rows, Metrics(probabilities, rows), [.. model.Notices, .. notices]);
    }

    /// <summary>What the registry keeps of it besides its bytes.</summary>
    public VersionInfo Describe(ImportedArtifact artifact)
    {
        var manifest = artifact.Contents.Manifest;
        var source = manifest.Source!;
        var tags = new Dictionary<string, string>
        {
            [ImportTags.Source] = source.Format,
            [ImportTags.SourceFile] = source.File,
            [ImportTags.SourceSha256] = source.Sha256,
        };
        if (source.Evaluated is { } evaluated)
        {
            tags[ImportTags.EvaluatedOn] = evaluated.Name;
            tags[ImportTags.EvaluatedSha256] = evaluated.Sha256;
        }

        return new VersionInfo(
            new DataReference(history.Name, history.Sha256, history.Md5), manifest.Options, (long)manifest.Seed, manifest.Library)
        {
            Metrics = manifest.Metrics,
            Tags = tags,
        };
    }

    private ModelManifest Manifest(
        ForeignModel model, TreeEnsemble ensemble, string schemaHash, TrainingRows rows, Measured? measured) => new()
        {
            Format = 1,
            Kind = ModelKinds.NameOf(kind),
            Product = product.Name,
            ProductSha256 = product.Sha256,
            SchemaHash = schemaHash,
            Features = [.. ensemble.Features.Select(f => f.Name)],
            Options = ImmutableSortedDictionary<string, string>.Empty.Add(
                nameof(TreeOptions.NumberOfTrees), ensemble.Trees.Length.ToString(CultureInfo.InvariantCulture)),
            Seed = 0,
            Calibration = CalibrationNames.Of(model.Calibrator),
            Data = Describe(history, rows),
            Metrics = measured?.Metrics ?? ImmutableSortedDictionary<string, double>.Empty,
            Library = ModelFitter.LibraryVersion,
            Source = new ModelSource(
                model.Format, model.File, model.Sha256, model.Objective, CoverCounted: !model.HasCover, measured?.Data),
        };

    private Measured Evaluate(
        TreeEnsemble ensemble, ICalibrator calibrator, TrainingHistory evaluation, CancellationToken cancellationToken)
    {
        var rows = Rows(evaluation, cancellationToken);
        var metrics = Metrics(Probabilities(ensemble, calibrator, rows), rows)
            ?? throw new RequestFaultException("all its labelled rows have the same label, so nothing can be measured.", where: evaluation.Path);
        return new Measured(Describe(evaluation, rows), metrics);
    }

    private TrainingRows Rows(TrainingHistory file, CancellationToken cancellationToken)
    {
        var rows = History.Read(product, kind, file.Path, cancellationToken);
        return rows.Labels.Length > 0
            ? rows
            : throw new RequestFaultException($"{file.Path} has no labelled row for the {ModelKinds.NameOf(kind)} model.");
    }

    private static double[] Probabilities(TreeEnsemble ensemble, ICalibrator calibrator, TrainingRows rows)
    {
        var scores = new double[rows.Labels.Length];
        var buffer = new float[ScoredTogether * rows.Values.Width];
        for (var from = 0; from < scores.Length; from += ScoredTogether)
        {
            var count = Math.Min(ScoredTogether, scores.Length - from);
            ensemble.Score(rows.Values.Rows(from, count, buffer), scores.AsSpan(from, count));
        }

        return Array.ConvertAll(scores, score => (double)calibrator.Probability((float)score));
    }

    // With one class only, most metrics mean nothing.
    private static ImmutableSortedDictionary<string, double>? Metrics(double[] probabilities, TrainingRows rows) =>
        rows.Labels.Distinct().Count() < 2 ? null : MetricFigures.Of(BinaryMetrics.Of(probabilities, rows.Labels, rows.Weights));

    private static TrainingData Describe(TrainingHistory file, TrainingRows rows) =>
        new(file.Name, file.Sha256, rows.Labels.Length, rows.Labels.Count(l => l == 1)) { Simulated = file.IsSimulated ? true : null };

    private sealed record Measured(TrainingData Data, ImmutableSortedDictionary<string, double> Metrics);
}

/// <summary>An artifact made of a foreign model.</summary>
/// <param name="Contents">What it holds.</param>
/// <param name="Zip">Its bytes.</param>
/// <param name="Rows">The history it was given support, histograms and covers from.</param>
/// <param name="OnHistory">
/// Metrics on that history, which the model may have learned from: for the user to see, not to be kept. Null where it has one class only.
/// </param>
/// <param name="Notices">What a user should know before serving the model: one plain sentence each.</param>
public sealed record ImportedArtifact(
    ModelContents Contents,
    byte[] Zip,
    TrainingRows Rows,
    ImmutableSortedDictionary<string, double>? OnHistory,
    ImmutableArray<string> Notices);
