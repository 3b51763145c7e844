using System.Collections.Immutable;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Modelling.Tracking;

/// <summary>What a feature does in an ensemble.</summary>
/// <param name="Feature">Its name.</param>
/// <param name="Gain">Its share of the drop in training loss that all splits brought, in [0, 1].</param>
/// <param name="Splits">How many splits test it.</param>
internal sealed record FeatureImportance(string Feature, double Gain, int Splits)
{
    /// <summary>Of every feature, the most important first.</summary>
    public static ImmutableArray<FeatureImportance> Of(TreeEnsemble ensemble)
    {
        var gains = new double[ensemble.Features.Length];
        var splits = new int[ensemble.Features.Length];
        foreach (var node in ensemble.Trees.SelectMany(tree => tree.Nodes))
        {
            gains[node.Feature] += node.Gain;
            splits[node.Feature]++;
        }
        var total = gains.Sum();
        return
        [
            .. ensemble.Features.Select((feature, i) => new FeatureImportance(feature.Name, total > 0 ? gains[i] / total : 0, splits[i]))
                .OrderByDescending(f => f.Gain).ThenBy(f => f.Feature, StringComparer.Ordinal),
        ];
    }
}
