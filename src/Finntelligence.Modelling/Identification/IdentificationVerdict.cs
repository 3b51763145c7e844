using System.Collections.Immutable;
using System.Globalization;
using Finntelligence.Foundation.Output;
using Finntelligence.Lending.Models;

namespace Finntelligence.Modelling.Identification;

/// <summary>What follows from the figures, and why.</summary>
internal static class IdentificationVerdict
{
    /// <summary>The verdict of how prices were set.</summary>
    /// <param name="explained">R² of the rate from the applicant.</param>
    /// <param name="neighbours">Effective neighbours.</param>
    /// <param name="effective">Effective rows with the weights, as a share of all.</param>
    /// <param name="design">The declared one; null without.</param>
    /// <param name="placebos">What was fixed before.</param>
    /// <param name="balance">Of the weights.</param>
    public static (PriceVerdict Verdict, ImmutableArray<string> Grounds) Of(
        double explained, RateNeighbours neighbours, double effective, DesignFigures? design, ImmutableArray<PlaceboFigures> placebos, ImmutableArray<BalanceFigures> balance)
    {
        PlaceboFigures[] related = [.. placebos.Where(p => p.Explained >= IdentificationLimits.Related && p.Z >= IdentificationLimits.BeyondChance)];
        var grounds = ImmutableArray.CreateBuilder<string>();
        if (design is not null)
        {
            var strata = string.Join(" and ", design.Strata);
            if (design.Explained < IdentificationLimits.Related && related.Length == 0)
            {
                grounds.Add($"Rates were drawn at random within {strata}, as declared: within them the applicant explains {Share(design.Explained)} of the rate"
                    + (placebos.IsEmpty ? "." : $", and none of {placebos.Length} things fixed before it goes with it."));
                if (!design.Unseen.IsEmpty && design.UnseenExplained >= IdentificationLimits.Related)
                    grounds.Add($"The model does not see {string.Join(" and ", design.Unseen)}, which explains a further {Share(design.UnseenExplained)} of the rate.");
                return (PriceVerdict.Randomised, grounds.ToImmutable());
            }

            grounds.Add(
                $"The declared design, rates drawn at random within {strata}, is not what the rows show: within them the applicant explains {Share(design.Explained)} of the rate.");
        }
        else
        {
            grounds.Add($"No design is declared, and the applicant explains {Share(explained)} of the rate.");
        }

        var before = grounds.Count;
        if (explained >= IdentificationLimits.NothingLeft)
            grounds.Add($"People who are alike were offered nearly the same rate: {Share(1 - explained)} of its variance is left, {Share(1 - IdentificationLimits.NothingLeft)} is needed.");
        if (neighbours.Median < IdentificationLimits.FewestNeighbours)
            grounds.Add($"For the applicant in the middle {Share(neighbours.Median)} of the history's rates speak, {Share(IdentificationLimits.FewestNeighbours)} are needed.");
        if (effective < IdentificationLimits.FewestNeighbours)
            grounds.Add($"Weights that free the rate from the applicant leave {Share(effective)} of the rows, {Share(IdentificationLimits.FewestNeighbours)} are needed.");
        foreach (var placebo in related)
            grounds.Add($"What the applicant does not explain of the rate goes with {placebo.Column}, which no rate can have caused: it explains {Share(placebo.Explained)}, so something unseen set rates.");
        foreach (var feature in balance.Where(b => b.After > IdentificationLimits.Balanced))
            grounds.Add($"Weights do not free the rate from {feature.Feature}: its correlation is {Number(feature.Before)} before and {Number(feature.After)} after, {Number(IdentificationLimits.Balanced)} is the limit.");
        if (grounds.Count > before)
            return (PriceVerdict.NotIdentified, grounds.ToImmutable());
        grounds.Add($"People who are alike were offered different rates: for the applicant in the middle {Share(neighbours.Median)} of the history's rates speak"
            + (placebos.IsEmpty ? "." : $", and what is left of the rate goes with none of {placebos.Length} things fixed before it."));
        grounds.Add("Whether anything that was not recorded set both rates and outcomes, no history can tell.");
        return (PriceVerdict.Identified, grounds.ToImmutable());
    }

    // Out of fold chance alone can be worse than nothing.
    private static string Share(double share) => Figures.Percent(Math.Max(0, share));

    private static string Number(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
