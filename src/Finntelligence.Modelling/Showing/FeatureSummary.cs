using Finntelligence.Lending.Models;
using Finntelligence.Trees;

namespace Finntelligence.Modelling.Showing;

/// <summary>One input of a model.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Numeric, or a category without an order.</param>
/// <param name="Direction">How the probability may move as it rises.</param>
/// <param name="Splits">Nodes that test it.</param>
/// <param name="Gain">Its share of the drop in training loss, in [0, 1]; 0 where the file told none.</param>
/// <param name="Missing">Share of training rows without it.</param>
public sealed record FeatureSummary(string Name, FeatureKind Kind, Monotonicity Direction, int Splits, double Gain, double Missing)
{
    /// <summary>How the probability moves as it rises: "never falls", "never rises" or "is free".</summary>
    public string DirectionInWords() => Direction switch
    {
        Monotonicity.Increasing => "never falls",
        Monotonicity.Decreasing => "never rises",
        _ => "is free",
    };

    /// <summary>Its kind as a word.</summary>
    public string KindInWords() => Kind.ToString().ToLowerInvariant();

    public static FeatureSummary Of(LoanModel model, int feature)
    {
        var nodes = model.Ensemble.Trees.SelectMany(t => t.Nodes).ToList();
        var own = nodes.Where(n => n.Feature == feature).ToList();
        var histogram = model.Histograms.Features[feature];
        return new FeatureSummary(
            model.Ensemble.Features[feature].Name,
            model.Ensemble.Features[feature].Kind,
            model.Ensemble.Features[feature].Monotonicity,
            own.Count,
            Share(own.Sum(n => n.Gain), nodes.Sum(n => n.Gain)),
            Share(histogram.Missing, histogram.Counts.Sum() + histogram.Missing));
    }

    private static double Share(double part, double whole) => whole > 0 ? part / whole : 0;
}
