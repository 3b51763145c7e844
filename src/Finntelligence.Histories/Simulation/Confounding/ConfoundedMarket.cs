using Finntelligence.Trees.Numerics;

namespace Finntelligence.Histories.Simulation.Confounding;

/// <summary>
/// A market as lenders have it: the price follows what the scorecard says of the client and the mood of whoever set it, and both of these also
/// move take-up and default. Clients are the twin's; the behaviour is invented, so that what a rate does is known. Who looks at rates and take-up
/// alone sees high rates taken more often, since those who need the money are asked for more; in truth every point of rate lowers take-up.
/// </summary>
public sealed class ConfoundedMarket : IBehaviour
{
    /// <summary>Change of the log-odds of take-up per point of monthly rate: the true effect.</summary>
    public const double TakeUpPerRate = -0.15;

    /// <summary>Change of the log-odds of default per point of monthly rate: the true effect, as in the twin.</summary>
    public const double DefaultPerRate = 0.07;

    private const double ReferenceRate = 7.5;
    private const double RateDeviation = 1.5;
    private const double LeastRate = 3.25;
    private const double GreatestRate = 11.75;
    private const double TakeUpConstant = -1.5;
    private const double TakeUpPerNeed = 0.5;
    private const double TakeUpPerMood = 0.5;
    private const double DefaultPerMood = 0.3;

    // Mean and deviation of the log-odds of default at the reference rate over the twin's clients.
    private const double NeedCentre = -1.70;
    private const double NeedDeviation = 0.80;
    private const double GreatestNeed = 3;

    private readonly MarketApplicant _applicant;
    private readonly double _mood;
    private readonly double _need;

    /// <summary>A client and the mood that met him.</summary>
    /// <param name="applicant">As the lender knows him.</param>
    /// <param name="mood">Mean 0, deviation 1.</param>
    public ConfoundedMarket(MarketApplicant applicant, double mood)
    {
        (_applicant, _mood) = (applicant, mood);
        _need = NeedOf(applicant);
    }

    /// <summary>What the scorecard says of this client.</summary>
    public double Need => _need;

    /// <summary>What the scorecard says: the client's log-odds of default at the reference rate, with mean 0 and deviation 1, at most 3 either way.</summary>
    public static double NeedOf(MarketApplicant applicant) =>
        Math.Clamp((RiskOf(applicant) - NeedCentre) / NeedDeviation, -GreatestNeed, GreatestNeed);

    /// <summary>The rate asked, percent a month, to the hundredth.</summary>
    /// <param name="strength">How much follows risk and mood.</param>
    /// <param name="chance">Standard normal.</param>
    public double Rate(ConfoundingStrength strength, double chance)
    {
        double units = (Math.Sqrt(strength.Risk) * _need) + (Math.Sqrt(strength.Mood) * _mood) + (Math.Sqrt(strength.Chance) * chance);
        return Math.Round(Math.Clamp(ReferenceRate + (RateDeviation * units), LeastRate, GreatestRate), 2);
    }

    /// <summary>The deviation of the rate that is chance alone, percent a month.</summary>
    public static double ChanceOf(ConfoundingStrength strength) => RateDeviation * Math.Sqrt(strength.Chance);

    /// <inheritdoc/>
    public double TakeUp(double rate) => PortableMath.Sigmoid(
        TakeUpConstant + (TakeUpPerRate * (rate - ReferenceRate)) + (TakeUpPerNeed * _need) + (TakeUpPerMood * _mood));

    /// <inheritdoc/>
    public double Default(double amount, double months, double rate) => PortableMath.Sigmoid(
        LogOdds(SimulatedMarket.ProbabilityOfDefault(_applicant, amount, months, rate)) + (DefaultPerMood * _mood));

    internal static double RiskOf(MarketApplicant applicant) =>
        LogOdds(SimulatedMarket.ProbabilityOfDefault(applicant, applicant.LastLoanAmount, applicant.LastLoanMonths, ReferenceRate));

    private static double LogOdds(double probability) => Math.Log(probability / (1 - probability));
}
