using Finntelligence.Evidence.Evaluation.Modelling;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Fitting;
using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Learning;

namespace Finntelligence.Evidence.Rehearsal;

/// <summary>A training of a simulated lender: one set of options instead of a search among many, so that hundreds of lives take minutes.</summary>
internal static class LenderModels
{
    private static readonly TreeOptions Options = new()
    {
        NumberOfTrees = 150,
        NumberOfLeaves = 8,
        LearningRate = 0.1,
        MinimumExampleCountPerLeaf = 30,
        L2Regularization = 5,
        NumberOfThreads = 1,
    };

    /// <summary>Fits a model of rows.</summary>
    public static LoanModel Fit(ProductDefinition product, TrainingRows rows, CancellationToken cancellation)
    {
        var encoder = new FeatureEncoder(product, rows.Kind);
        var ensemble = GradientBooster.Train(new LabeledRows(encoder.Features, rows.Values, rows.Labels), Options, cancellationToken: cancellation).Ensemble;
        return UnregisteredModel.Of(product, rows.Kind, ensemble, new PlattCalibrator(-1, 0), SupportCounts.Of(rows, product.Model(rows.Kind).Support));
    }
}
