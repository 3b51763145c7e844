using Finntelligence.Trees.Numerics;

namespace Finntelligence.Experiments.Planning;

/// <summary>
/// How many offers show a difference of mean profit: the normal test at two-sided confidence 1 − α finds a difference Δ with the power
/// 1 − β where n = (z(1 − α/2) + z(1 − β))² V / Δ², V being the variance that one offer adds to the estimate.
/// </summary>
/// <param name="Confidence">1 − α.</param>
/// <param name="Power">1 − β.</param>
public sealed record PowerPlan(double Confidence, double Power)
{
    private double Greatest => NormalQuantile.Of(1 - ((1 - Confidence) / 2));

    private double Both => Greatest + NormalQuantile.Of(Power);

    /// <summary>Offers that are needed.</summary>
    /// <param name="variance">Of one offer's term.</param>
    /// <param name="difference">To be seen; not 0.</param>
    public double Offers(double variance, double difference) => Both * Both * variance / (difference * difference);

    /// <summary>The least difference that is seen with the power.</summary>
    public double Detectable(double variance, double offers) => Both * Math.Sqrt(variance / offers);

    /// <summary>The probability that a difference is seen, on whichever side of 0 the test finds it.</summary>
    public double PowerOf(double variance, double offers, double difference)
    {
        double shift = Math.Abs(difference) * Math.Sqrt(offers / variance);
        return Normal.Distribution(shift - Greatest) + Normal.Distribution(-shift - Greatest);
    }

    /// <summary>V where a share of the offers is the challenger's and the rest the champion's: σ² / share + σ² / (1 − share).</summary>
    /// <param name="champion">Variance of an offer's profit under the champion.</param>
    /// <param name="challenger">The same under the challenger.</param>
    /// <param name="share">Of the challenger, in (0, 1).</param>
    public static double TwoArms(double champion, double challenger, double share) => (challenger / share) + (champion / (1 - share));

    /// <summary>
    /// V where a share explores, each of so many rates alike, and a policy that names one of them is compared with the champion: only one in
    /// so many explored offers is the policy's, and counts for all of them.
    /// </summary>
    public static double Exploring(double variance, double share, double rates) => (rates * variance / share) + (variance / (1 - share));
}
