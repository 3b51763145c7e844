using Finntelligence.Evidence.Evaluation.Modelling;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Fitting;
using Finntelligence.Modelling.Identification;
using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Learning;

namespace Finntelligence.Evidence.Evaluation.Confounding;

/// <summary>One kind of model, learned from one history as <c>train</c> does, by our own trainer and two of its options.</summary>
/// <param name="Rows">What they learned from.</param>
/// <param name="Prices">How its rates were set.</param>
/// <param name="Naive">With each row counting one.</param>
/// <param name="Weighted">With weights, and what the trees leave out of the rate's effect.</param>
/// <param name="Uncorrected">With weights alone.</param>
internal sealed record ConfoundedModels(TrainingRows Rows, PriceHistory Prices, LoanModel Naive, LoanModel Weighted, LoanModel Uncorrected)
{
    private const int Folds = ModelFitter.Folds;

    public static ConfoundedModels Fit(ProductDefinition product, ModelKind kind, string path, ulong seed, int threads, CancellationToken cancellation)
    {
        var rows = History.Read(product, kind, path, cancellation);
        int[] folds = [.. rows.FileRows.Select(row => row % Folds)];
        var prices = new IdentificationRun(product, design: null, path, seed, threads).Of(rows, folds, cancellation)!;
        var (naive, _) = Fit(product, rows, folds, null, seed, threads, cancellation);
        var (uncorrected, weighted) = Fit(product, rows, folds, RowPrices.Of(prices), seed, threads, cancellation);
        return new ConfoundedModels(rows, prices, naive, weighted, uncorrected);
    }

    private static (LoanModel Uncorrected, LoanModel Corrected) Fit(
        ProductDefinition product, TrainingRows rows, int[] folds, RowPrices? prices, ulong seed, int threads, CancellationToken cancellation)
    {
        var trainer = Trainers.Of(TrainerNames.MonotoneFastTree);
        var labeled = new LabeledRows(new FeatureEncoder(product, rows.Kind).Features, rows.Values, rows.Labels, prices?.Weights);
        var candidates = trainer.Candidates(seed);
        var best = trainer.CrossValidate(labeled, folds, [candidates[0], candidates[3]], threads, null, cancellation).MinBy(r => r.LogLoss)!;
        double[] rates = [.. rows.Offers.Select(offer => offer.Rate)];
        var (choice, correction) = CalibratedFit.Of(trainer, best, product, rows.Kind, rates, rows.Labels, folds, prices);
        var ensemble = trainer.Train(labeled, best.Options, null, threads, cancellation).Ensemble;
        var own = RateBand.InputsOf(new FeatureEncoder(product, rows.Kind));
        var corrected = Model(correction?.Add(ensemble, labeled, own, rates, prices!, threads, cancellation) ?? ensemble, choice.Calibrator);
        return (correction is null ? corrected : Model(ensemble, PlattCalibrator.Fit(best.Scores, rows.Labels, default)), corrected);

        LoanModel Model(TreeEnsemble trees, ICalibrator calibrator) =>
            UnregisteredModel.Of(product, rows.Kind, trees, calibrator, SupportCounts.Of(rows, product.Model(rows.Kind).Support));
    }
}
