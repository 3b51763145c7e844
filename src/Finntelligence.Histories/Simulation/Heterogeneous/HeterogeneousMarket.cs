using Finntelligence.Histories.Simulation.Confounding;

namespace Finntelligence.Histories.Simulation.Heterogeneous;

/// <summary>
/// A second twin, in which the standard card is not already best: people differ in what a rate does to them. Clients, prices of old and default
/// are those of <see cref="ConfoundedMarket"/>; take-up answers to the rate by between 0.02 and 0.47 of its log-odds a point, and who answers
/// how much can be seen in the features. Before the drift those who have long been away shop around; after it, those with a good score, whom a
/// rival has begun to write to. So the best rate is the card's for some and the least for others, and a model that learned the one market is
/// wrong in the other. It is invented: nothing of it was measured.
/// </summary>
public sealed class HeterogeneousMarket : IBehaviour
{
    private const double ReferenceRate = 7.5;
    private const double LeastPerRate = 0.02;
    private const double MorePerRate = 0.45;
    private const double TakeUpConstant = -1.5;
    private const double TakeUpPerNeed = 0.5;
    private const double TakeUpPerMood = 0.5;
    private const double ReferenceDormancy = 11;
    private const double DormancySteepness = 2.5;
    private const double ReferenceScore = 30;
    private const double ScoreWidth = 6;

    private readonly ConfoundedMarket _old;
    private readonly double _level;

    /// <summary>A client and the mood that meets him.</summary>
    /// <param name="applicant">As the lender knows him.</param>
    /// <param name="mood">Mean 0, deviation 1.</param>
    /// <param name="drifted">Whether the rival writes already.</param>
    public HeterogeneousMarket(MarketApplicant applicant, double mood, bool drifted)
    {
        _old = new ConfoundedMarket(applicant, mood);
        _level = TakeUpConstant + (TakeUpPerNeed * ConfoundedMarket.NeedOf(applicant)) + (TakeUpPerMood * mood);
        PerRate = -(LeastPerRate + (MorePerRate * (drifted
            ? Logistic((applicant.ApplicationScore - ReferenceScore) / ScoreWidth)
            : Logistic(DormancySteepness * Math.Log((1 + applicant.MonthsSinceLastLoan) / ReferenceDormancy)))));
    }

    /// <summary>Change of the log-odds of take-up per point of monthly rate: the true effect.</summary>
    public double PerRate { get; }

    /// <summary>The rate that was asked of old, percent a month.</summary>
    /// <param name="strength">How much follows risk and mood.</param>
    /// <param name="chance">Standard normal.</param>
    public double OldRate(ConfoundingStrength strength, double chance) => _old.Rate(strength, chance);

    /// <inheritdoc/>
    public double TakeUp(double rate) => Logistic(_level + (PerRate * (rate - ReferenceRate)));

    /// <inheritdoc/>
    public double Default(double amount, double months, double rate) => _old.Default(amount, months, rate);

    private static double Logistic(double logOdds) => 1 / (1 + Math.Exp(-logOdds));
}
