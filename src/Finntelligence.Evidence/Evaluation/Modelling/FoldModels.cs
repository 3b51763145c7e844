using System.Collections.Immutable;
using Finntelligence.Foundation.Faults;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Fitting;
using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Learning;

namespace Finntelligence.Evidence.Evaluation.Modelling;

/// <summary>
/// Fits both models as <c>train</c> does with MonotoneFastTree, the trainer that holds the product's directions, but on some folds only. Of the options that <c>train</c> compares, the small trees at the
/// faster learning rate are compared here: the others are within 0.0005 of their log-loss and cost most of the time.
/// </summary>
internal sealed class FoldModels
{
    /// <summary>Folds of the history.</summary>
    public const int Folds = ModelFitter.Folds;

    private const int GreatestLeaves = 8;
    private const double LearningRate = 0.05;
    private const int FewestEvents = 20;

    private readonly ProductDefinition _product;
    private readonly ImmutableArray<TreeOptions> _candidates;
    private readonly HistoryFolds _folds;
    private readonly int _threads;
    private readonly Dictionary<ModelKind, (TrainingRows Rows, LabeledRows Labeled)> _rows;
    private readonly Dictionary<ModelKind, LoanModel> _declared;

    public FoldModels(ProductDefinition product, string path, ulong seed, int threads, CancellationToken cancellation)
    {
        _product = product;
        _threads = threads;
        _candidates = [.. Candidates.All(seed).Where(c => c.NumberOfLeaves <= GreatestLeaves && c.LearningRate == LearningRate)];
        _folds = HistoryFolds.Of(product, path, cancellation);
        ModelKind[] kinds = Enum.GetValues<ModelKind>();
        _rows = kinds.Where(kind => product.Model(kind).Declared is null).ToDictionary(kind => kind, kind => Read(kind, path, cancellation));
        _declared = kinds.Where(kind => product.Model(kind).Declared is not null).ToDictionary(kind => kind, kind => UnregisteredModel.Declared(product, kind));
    }

    /// <summary>Chooses options and calibrator on the folds other than one, by cross-validation among them; null where nothing is learned.</summary>
    public FoldChoice? Choose(ModelKind kind, int outer, CancellationToken cancellation)
    {
        if (_declared.ContainsKey(kind))
            return null;
        var (rows, labeled) = _rows[kind];
        int[] selected = Without(rows, outer);
        int[] folds = [.. selected.Select(i => _folds.Of(rows.FileRows[i])).Select(fold => fold > outer ? fold - 1 : fold)];
        var results = CrossValidation.Run(labeled.Select(selected), folds, _candidates, _threads, null, cancellation);
        var best = results.MinBy(r => r.BestLoss)!;
        var calibration = CalibratorChoice.Best([.. best.Scores], [.. selected.Select(i => rows.Labels[i])], folds, weights: rows.Weights is { } weights ? [.. selected.Select(i => weights[i])] : null);
        return new FoldChoice(best.Options, calibration.Calibrator);
    }

    /// <summary>A model of the rows outside some folds.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="choice">Made without the outer one of these folds; null for a declared probability.</param>
    /// <param name="excluded">Folds that it does not see.</param>
    /// <param name="cancellation">Checked between nodes.</param>
    public LoanModel Fit(ModelKind kind, FoldChoice? choice, int[] excluded, CancellationToken cancellation)
    {
        if (choice is null)
            return _declared[kind];
        var (rows, labeled) = _rows[kind];
        int[] selected = Without(rows, excluded);
        var ensemble = GradientBooster.Train(
            labeled.Select(selected), choice.Options with { NumberOfThreads = 1 }, cancellationToken: cancellation).Ensemble;
        var seen = rows with { Strata = [.. selected.Select(i => rows.Strata[i])], Offers = [.. selected.Select(i => rows.Offers[i])] };
        return UnregisteredModel.Of(_product, kind, ensemble, choice.Calibrator, SupportCounts.Of(seen, _product.Model(kind).Support));
    }

    /// <summary>Ensembles of acceptance on random halves of the rows outside some folds: their spread is that of the model's error.</summary>
    /// <param name="bag">Number of the half; also its seed.</param>
    /// <param name="seed">Of all halves.</param>
    /// <param name="excluded">Folds that it does not see.</param>
    /// <param name="cancellation">Checked between nodes.</param>
    public Trees.Ensembles.TreeEnsemble FitHalf(int bag, ulong seed, int[] excluded, CancellationToken cancellation)
    {
        if (_declared.TryGetValue(ModelKind.Acceptance, out var declared))
            return declared.Ensemble;
        var (rows, labeled) = _rows[ModelKind.Acceptance];
        var random = new Trees.Numerics.CounterRandom(seed).Fork((ulong)bag);
        int[] selected = [.. Without(rows, excluded).Where(i => random.Uniform((ulong)rows.FileRows[i]) < 0.5)];
        var options = new TreeOptions
        {
            NumberOfTrees = 60,
            NumberOfLeaves = 4,
            MinimumExampleCountPerLeaf = 60,
            LearningRate = 0.1,
            L2Regularization = 5,
            FeatureFraction = 0.3,
            BaggingExampleFraction = 0.7,
            NumberOfThreads = 1,
            Seed = seed + (ulong)bag,
        };
        return GradientBooster.Train(labeled.Select(selected), options, cancellationToken: cancellation).Ensemble;
    }

    private (TrainingRows Rows, LabeledRows Labeled) Read(ModelKind kind, string path, CancellationToken cancellation)
    {
        var rows = History.Read(_product, kind, path, cancellation);
        for (int a = 0; a < Folds; a++)
        {
            for (int b = a; b < Folds; b++)
            {
                int[] others = Without(rows, a, b);
                int events = others.Count(i => rows.Labels[i] == 1);
                if (events < FewestEvents || others.Length - events < FewestEvents)
                {
                    throw new RequestFaultException(
                        $"The history has too few rows for the {kind.ToString().ToLowerInvariant()} model: without folds {a} and {b} there are {events} events "
                        + $"in {others.Length} rows, and an evaluation needs {FewestEvents} of either outcome.");
                }
            }
        }
        return (rows, new LabeledRows(new FeatureEncoder(_product, kind).Features, rows.Values, rows.Labels, rows.Weights));
    }

    private int[] Without(TrainingRows rows, params int[] excluded) =>
        [.. Enumerable.Range(0, rows.Labels.Length).Where(i => !excluded.Contains(_folds.Of(rows.FileRows[i])))];
}

/// <summary>What cross-validation among the other folds chose.</summary>
internal sealed record FoldChoice(TreeOptions Options, ICalibrator Calibrator);
