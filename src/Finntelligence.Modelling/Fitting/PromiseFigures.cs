using System.Collections.Immutable;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Gates;
using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Modelling.Fitting;

/// <summary>What a model breaks of the product's promised directions.</summary>
/// <param name="Rate">Along the rate, in figures; null where nothing is promised.</param>
/// <param name="Gates">One result for every promised direction, the rate's among them.</param>
public sealed record PromiseFigures(RatePromise? Rate, IReadOnlyList<GateResult> Gates)
{
    /// <summary>Among a version's figures: how many promised directions the model breaks.</summary>
    public const string BrokenFigure = "directionsBroken";

    /// <summary>All of these among a version's figures: of the model itself, not of rows held out.</summary>
    public static ImmutableArray<string> Names { get; } = [BrokenFigure, RatePromise.ShareFigure, RatePromise.LargestFigure];

    /// <summary>How many promised directions it breaks.</summary>
    public int Broken => Gates.Count(gate => !gate.Passed);

    /// <summary>Whether it keeps all of them.</summary>
    public bool AreKept => Broken == 0 && Rate is not { Largest: > 0 };

    /// <summary>Measures a model.</summary>
    public static PromiseFigures Of(
        ProductDefinition product, TrainingRows rows, TreeEnsemble ensemble, ICalibrator calibrator, int threads, CancellationToken cancellationToken) =>
        new(
            RatePromise.Measure(product, rows, ensemble, calibrator, threads, cancellationToken),
            MonotoneGates.Check(
                rows.Kind == ModelKind.Risk ? "risk" : "acceptance", ensemble, new PromotionLimits().MonotoneRows, cancellationToken));

    /// <summary>As a manifest and the registry hold them.</summary>
    public IEnumerable<KeyValuePair<string, double>> Figures()
    {
        if (Gates.Count > 0)
            yield return new(BrokenFigure, Broken);
        if (Rate is null)
            yield break;
        yield return new(RatePromise.ShareFigure, MetricFigures.Round(Rate.Share));
        yield return new(RatePromise.LargestFigure, MetricFigures.Round(Rate.Largest));
    }
}
