using Finntelligence.Evidence.Evaluation.Results;
using Finntelligence.Experiments.Estimators;

namespace Finntelligence.Evidence.Evaluation.Estimators;

/// <summary>How much of the data speaks for a policy, and whether a few rows speak for it all.</summary>
internal static class WeightStatistics
{
    /// <summary>Figures of the weights of all rows.</summary>
    public static WeightFigures Of(Overlap overlap) => new(
        overlap.Matched, overlap.EffectiveSize, overlap.Coverage, overlap.Percentile99, overlap.Greatest, overlap.ShareOfTopPercent);
}
