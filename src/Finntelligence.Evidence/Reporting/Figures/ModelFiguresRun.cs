using System.Collections.Immutable;
using Finntelligence.Evidence.Reporting.Reading;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Fitting;
using Finntelligence.Modelling.Identification;
using Finntelligence.ModelOps.Registry;
using Finntelligence.Trees.Evaluation;
using Finntelligence.Trees.Learning;
using Finntelligence.Trees.Numerics;

namespace Finntelligence.Evidence.Reporting.Figures;

/// <summary>Fits a model's options again on folds, on parts of the rows and on the early periods, and measures on the rest.</summary>
/// <param name="product">What the models are of.</param>
/// <param name="data">The history.</param>
/// <param name="threads">0 for one per core; has no influence on the figures.</param>
internal sealed class ModelFiguresRun(ProductDefinition product, ReportData data, int threads)
{
    private const int CurvePoints = 80;
    private const int CalibrationBins = 12;
    private const int TreePoints = 60;

    // Fewer rows teach nothing that a curve should show.
    private const int FewestLearned = 50;

    private static readonly ImmutableArray<double> Shares = [0.1, 0.25, 0.5, 0.75];

    /// <summary>Measures one model.</summary>
    public ModelFigures Of(ModelVersion version, LoanModel model, IProgress<double> progress, CancellationToken cancellation)
    {
        var rows = data.Rows(model.Kind);
        int[] folds = data.Folds.Of(rows.FileRows);
        var prices = Prices(model.Manifest, rows, folds, cancellation);
        var labeled = new LabeledRows(model.Encoder.Features, rows.Values, rows.Labels, RowWeights.Product(prices?.Weights, prices is null ? rows.Weights : null));
        var trainer = model.Manifest.TrainedBy is { } name ? Trainers.Of(name) : null;
        double[] probabilities;
        BinaryMetrics metrics;
        ImmutableArray<CurvePoint> byTrees = [];
        ImmutableArray<SizePoint> bySize = [];
        OutOfTimeFigures? outOfTime = null;
        string method;
        if (trainer is null || Trainers.Unavailable(trainer) is not null)
        {
            probabilities = [.. Enumerable.Range(0, labeled.Count).Select(i => (double)model.Probability(labeled.Row(i)))];
            metrics = BinaryMetrics.Of(probabilities, rows.Labels, rows.Weights);
            method = trainer is null
                ? "The model was imported: these are its own probabilities of these rows, which it may have learned from."
                : $"{trainer.Name} cannot train on this machine: these are the model's own probabilities of these rows, which it may have learned from.";
        }
        else
        {
            // Fold trainings: 5 for the whole, 5 for each share, and 6 for the out-of-time test.
            var options = trainer.Read(model.Manifest);
            var jobs = ModelFitter.Folds * (1 + Shares.Length) + 6;
            var done = 0;
            void Step(int count) => progress.Report((double)(done += count) / jobs);
            var result = trainer.CrossValidate(labeled, folds, [options], threads, null, cancellation)[0];
            Step(ModelFitter.Folds);
            double[] rates = [.. rows.Offers.Select(offer => offer.Rate)];
            var choice = CalibratedFit.Of(trainer, result, product, model.Kind, rates, rows.Labels, folds, prices, rows.Weights).Choice;
            (probabilities, metrics) = (choice.Probabilities, choice.Metrics);
            byTrees = [.. Statistics.Evenly(result.Curve.Length, TreePoints).Append(result.Curve.Length - 1).Distinct()
                .Select(k => new CurvePoint(k, result.Curve[k]))];
            bySize = BySize(trainer, model.Manifest.Seed, labeled, folds, options, result, () => Step(ModelFitter.Folds), cancellation);
            outOfTime = OutOfTime(trainer, labeled, rows, folds, options, probabilities, prices, cancellation);
            Step(6);
            method = $"Trained by {trainer.Name}. Out of fold: every fifth row is predicted by a model with version {version.Entry.Version}'s options that learned from the other "
                + "four fifths, and calibrated likewise.";
        }

        var (low, high) = Statistics.AucInterval(probabilities, rows.Labels, metrics.Auc);
        return new ModelFigures
        {
            Kind = version.Kind,
            Version = version.Entry.Version,
            Trainer = model.Manifest.TrainedBy,
            Sha256 = version.Entry.Sha256,
            Created = version.Entry.Created,
            TrainedOn = model.Manifest.Data.Name,
            TrainedOnSha256 = model.Manifest.Data.Sha256,
            SameHistory = model.Manifest.Data.Sha256 == data.History.Sha256,
            Method = method,
            Calibration = model.Manifest.Calibration,
            Identification = model.Manifest.Identification,
            Options = model.Manifest.Options,
            Rows = labeled.Count,
            Events = rows.Labels.Count(l => l == 1),
            Metrics = MetricFigures.Of(metrics),
            Registered = model.Manifest.Metrics.RemoveRange(PromiseFigures.Names),
            AucLow = low,
            AucHigh = high,
            Roc = Thin(RocCurve.Of(probabilities, rows.Labels, rows.Weights), p => new CurvePoint(p.FalsePositiveRate, p.TruePositiveRate)),
            PrecisionRecall = PrecisionRecall(probabilities, rows.Labels),
            CalibrationCurve = Calibration(probabilities, rows.Labels),
            Lift = [.. LiftCurve.Of(probabilities, rows.Labels, rows.Weights).Select(p => new CurvePoint(p.Share, p.Lift))],
            Ks = Ks(probabilities, rows.Labels),
            LossByTrees = byTrees,
            BySize = bySize,
            OutOfTime = outOfTime,
        };
    }

    // A model that learned with weights is measured on models that did; they do not depend on a design, which there was none of that held.
    private RowPrices? Prices(ModelManifest manifest, TrainingRows rows, int[] folds, CancellationToken cancellation) =>
        manifest.Identification?.Weights is null
            ? null
            : RowPrices.Of(new IdentificationRun(product, design: null, data.History.Path, manifest.Seed, threads) { Pricing = data.Pricing }.Of(rows, folds, cancellation), rows.Weights);

    private ImmutableArray<SizePoint> BySize(
        ITrainer trainer, ulong seed, LabeledRows labeled, int[] folds, TrainerOptions options, CandidateResult whole, Action step,
        CancellationToken cancellation)
    {
        var labels = data.Rows(labeled.Count == data.Risk.Labels.Length ? ModelKind.Risk : ModelKind.Acceptance).Labels;
        var random = new CounterRandom(seed).Fork(0x512E);
        var points = ImmutableArray.CreateBuilder<SizePoint>();
        foreach (var share in Shares)
        {
            var probabilities = new double[labeled.Count];
            var learnedRows = 0;
            var possible = true;
            for (var fold = 0; fold < ModelFitter.Folds && possible; fold++)
            {
                int[] learned = [.. Enumerable.Range(0, labeled.Count).Where(i => folds[i] != fold && random.Uniform((ulong)i) < share)];
                possible = learned.Length >= FewestLearned && learned.Select(i => labels[i]).Distinct().Count() == 2;
                if (!possible)
                    break;
                var part = trainer.Train(labeled.Select(learned), options, calibrator: null, threads, cancellation);
                for (var i = 0; i < labeled.Count; i++)
                {
                    if (folds[i] == fold)
                        probabilities[i] = part.Uncalibrated.Probability((float)part.Ensemble.Score(labeled.Row(i)));
                }

                learnedRows += learned.Length;
            }

            step();
            if (possible)
                points.Add(Point(learnedRows / ModelFitter.Folds, probabilities, labels));
        }

        points.Add(Point(labeled.Count - labeled.Count / ModelFitter.Folds, [.. whole.Scores.Select(score => (double)whole.Uncalibrated.Probability((float)score))], labels));
        return points.ToImmutable();
    }

    private OutOfTimeFigures? OutOfTime(
        ITrainer trainer, LabeledRows labeled, TrainingRows rows, int[] folds, TrainerOptions options, double[] outOfFold, RowPrices? prices,
        CancellationToken cancellation)
    {
        if (data.PeriodNames.Length < 2)
            return null;
        var last = data.PeriodNames.Length - 1;
        int[] Of(Func<int, bool> period) => [.. Enumerable.Range(0, labeled.Count).Where(i => period(data.Periods[rows.FileRows[i]]))];
        var (early, late) = (Of(p => p >= 0 && p < last), Of(p => p == last));
        float[]? WeightsOf(int[] some) => rows.Weights is { } weights ? [.. some.Select(i => weights[i])] : null;
        float[] LabelsOf(int[] some) => [.. some.Select(i => rows.Labels[i])];
        if (LabelsOf(early).Distinct().Count() < 2 || LabelsOf(late).Distinct().Count() < 2)
            return null;
        var learned = labeled.Select(early);
        int[] earlyFolds = [.. early.Select(i => folds[i])];
        // Folds that are stretches of time need not all have early rows; these then have their own.
        if (data.Folds != HistoryFolds.ByRow)
            earlyFolds = [.. early.Select((_, place) => place % ModelFitter.Folds)];
        if (earlyFolds.Distinct().Count() < ModelFitter.Folds)
            return null;
        // The calibrator too knows the early periods only.
        var inner = trainer.CrossValidate(learned, earlyFolds, [options], threads, null, cancellation)[0];
        var (choice, correction) = CalibratedFit.Of(
            trainer, inner, product, rows.Kind, [.. early.Select(i => rows.Offers[i].Rate)], LabelsOf(early), earlyFolds,
            prices?.Select(early), WeightsOf(early));
        var ensemble = trainer.Train(learned, options, calibrator: null, threads, cancellation).Ensemble;
        double[] probabilities =
        [
            .. late.Select(i => (double)choice.Calibrator.Probability((float)(ensemble.Score(labeled.Row(i)) + (correction?.Of(rows.Offers[i].Rate, prices!.Means[i]) ?? 0)))),
        ];
        var labels = LabelsOf(late);
        var metrics = BinaryMetrics.Of(probabilities, labels, WeightsOf(late));
        var (low, high) = Statistics.AucInterval(probabilities, labels, metrics.Auc);
        return new OutOfTimeFigures
        {
            Learned = string.Join(" and ", data.PeriodNames[..last]),
            Tested = data.PeriodNames[last],
            RowsLearned = early.Length,
            Rows = late.Length,
            Events = labels.Count(l => l == 1),
            Metrics = MetricFigures.Of(metrics),
            AucLow = low,
            AucHigh = high,
            OutOfFold = MetricFigures.Of(BinaryMetrics.Of([.. late.Select(i => outOfFold[i])], labels, WeightsOf(late))),
            CalibrationCurve = Calibration(probabilities, labels),
        };
    }

    private static SizePoint Point(int rows, double[] probabilities, float[] labels) =>
        new(rows, Auc.Of(probabilities, labels), LogLoss.Of(probabilities, labels));

    private static ImmutableArray<CalibrationPoint> Calibration(double[] probabilities, float[] labels)
    {
        var curve = CalibrationCurve.Of(probabilities, labels, default, Math.Clamp(labels.Length / Statistics.SmallestCell, 1, CalibrationBins));
        return
        [
            .. curve.Where(b => b.Weight >= Statistics.SmallestCell).Select(b =>
            {
                var (low, high) = Statistics.Wilson(b.MeanObserved * b.Weight, b.Weight);
                return new CalibrationPoint((int)b.Weight, b.MeanPredicted, b.MeanObserved, low, high);
            }),
        ];
    }

    private static ImmutableArray<CurvePoint> PrecisionRecall(double[] probabilities, float[] labels)
    {
        var curve = PrecisionRecallCurve.Of(probabilities, labels);
        var events = labels.Count(l => l == 1);
        // The first points are of a handful of people.
        return Thin(
            [.. curve.Where(p => p.Recall * events / p.Precision >= Statistics.SmallestCell * 5)], p => new CurvePoint(p.Recall, p.Precision));
    }

    private static ImmutableArray<KsPoint> Ks(double[] probabilities, float[] labels)
    {
        double[] events = [.. probabilities.Where((_, i) => labels[i] == 1).Order()];
        double[] others = [.. probabilities.Where((_, i) => labels[i] == 0).Order()];
        double[] all = [.. probabilities.Order()];
        return
        [
            .. Enumerable.Range(0, CurvePoints + 1).Select(k => Statistics.Quantile(all, (double)k / CurvePoints)).Distinct()
                .Select(p => new KsPoint(p, Below(events, p), Below(others, p))),
        ];
    }

    private static double Below(double[] ascending, double value)
    {
        var place = Array.BinarySearch(ascending, value);
        if (place < 0)
            return (double)~place / ascending.Length;
        while (place < ascending.Length && ascending[place] <= value)
            place++;
        return (double)place / ascending.Length;
    }

    private static ImmutableArray<CurvePoint> Thin<T>(ImmutableArray<T> points, Func<T, CurvePoint> point) =>
        [.. Statistics.Evenly(points.Length, CurvePoints).Append(points.Length - 1).Where(i => i >= 0).Distinct().Select(i => point(points[i]))];
}
