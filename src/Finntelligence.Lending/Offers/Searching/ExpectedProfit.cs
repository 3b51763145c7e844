namespace Finntelligence.Lending.Offers.Searching;

/// <summary>
/// The expected profit of an offer, and an upper bound of it from bounds of its probabilities. The bound holds for the rounded
/// result too: it does the same operations in the same order, and rounding keeps order.
/// </summary>
/// <param name="LossGivenDefault">Share of what is owed that is lost.</param>
internal readonly record struct ExpectedProfit(double LossGivenDefault)
{
    /// <summary>P(acceptance) × [(1 − P(default)) × margin − P(default) × loss given default × exposure].</summary>
    public double Of(double acceptance, double defaults, double margin, double exposure) =>
        acceptance * ((1 - defaults) * margin - defaults * LossGivenDefault * exposure);

    /// <summary>At least the profit at any probabilities within bounds, any margin up to one and any exposure from one on.</summary>
    public double Bound(in Interval acceptance, in Interval defaults, double greatestMargin, double leastExposure)
    {
        double leastDefault = defaults.Least;
        var repaid = 1 - (greatestMargin >= 0 ? leastDefault : defaults.Greatest);
        var gain = repaid * greatestMargin - leastDefault * LossGivenDefault * leastExposure;
        return (gain >= 0 ? acceptance.Greatest : acceptance.Least) * gain;
    }
}
