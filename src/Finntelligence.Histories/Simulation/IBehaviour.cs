namespace Finntelligence.Histories.Simulation;

/// <summary>How a client of a simulated market behaves: the probabilities that rows are drawn with.</summary>
public interface IBehaviour
{
    /// <summary>Probability that the offer is taken.</summary>
    /// <param name="rate">Percent a month.</param>
    double TakeUp(double rate);

    /// <summary>Probability that the loan falls past due by more than a quarter of it.</summary>
    /// <param name="amount">Rand, greater than 0.</param>
    /// <param name="months">Installments.</param>
    /// <param name="rate">Percent a month.</param>
    double Default(double amount, double months, double rate);
}

/// <summary>A client of the twin.</summary>
/// <param name="applicant">Who.</param>
public sealed class TwinBehaviour(MarketApplicant applicant) : IBehaviour
{
    public double TakeUp(double rate) => SimulatedMarket.ProbabilityOfTakeUp(applicant, rate);

    public double Default(double amount, double months, double rate) => SimulatedMarket.ProbabilityOfDefault(applicant, amount, months, rate);
}
