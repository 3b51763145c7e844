using Finntelligence.Trees.Numerics;

namespace Finntelligence.Histories.Simulation;

/// <summary>
/// How clients of the twin behave: the very probabilities its rows are drawn with, for any applicant and any offer. Both are
/// logistic. Coefficients are rounded fits to the real experiment (maximum likelihood on 53,810 letters and 3,887 loans);
/// constants are set so that take-up and default by class are the published ones.
/// <para>
/// Two things the experiment cannot tell are assumptions. The amount and the months of a loan were the client's choice, so
/// their effect on default is not known; here default rises gently with both. Take-up answers to the rate, the only term that was
/// randomised for all, and to nothing else of the offer.
/// </para>
/// </summary>
internal static class SimulatedMarket
{
    private const double ReferenceRate = 8;
    private const double ReferenceIncome = 3000;
    private const double LeastIncome = 300;
    private const double GreatestIncome = 20000;
    private const double ReferencePriorLoans = 3;
    private const double ReferenceLastAmount = 1000;
    private const double ReferenceMonths = 4;

    private static readonly double[] TakeUpConstant = [-2.565, -2.591, -2.908];

    // Log-odds per point of monthly rate: −3 to −6 % of take-up, as the paper's −0.0029 of 8.4 %.
    private static readonly double[] TakeUpPerRate = [-0.065, -0.030, -0.045];

    private static readonly double[] DefaultConstant = [-2.95, -1.175, -1.565];

    /// <summary>Probability that an applicant takes an offer.</summary>
    /// <param name="applicant">Anyone; what is unknown counts as the typical value.</param>
    /// <param name="rate">Percent a month.</param>
    public static double ProbabilityOfTakeUp(MarketApplicant applicant, double rate)
    {
        double dormancy = applicant.MonthsSinceLastLoan;
        double logOdds = TakeUpConstant[(int)applicant.Risk]
            + (TakeUpPerRate[(int)applicant.Risk] * (rate - ReferenceRate))
            - (0.52 * Math.Log((1 + dormancy) / 11))
            - (0.32 * (dormancy - 10) / 10)
            + (0.03 * PriorLoans(applicant))
            - Bureau(applicant, noRecord: 0.12, perHundred: 0.07)
            + (0.055 * (applicant.ApplicationScore - 30) / 10)
            + (0.045 * LastAmount(applicant))
            - (0.03 * Income(applicant))
            - (applicant.LastLoanMonths > ReferenceMonths ? 0.15 : 0);
        return PortableMath.Sigmoid(logOdds);
    }

    /// <summary>Probability that an applicant who takes a loan falls past due by more than a quarter of it.</summary>
    /// <param name="applicant">Anyone; what is unknown counts as the typical value.</param>
    /// <param name="amount">Rand, greater than 0.</param>
    /// <param name="months">Installments.</param>
    /// <param name="rate">Percent a month.</param>
    public static double ProbabilityOfDefault(MarketApplicant applicant, double amount, double months, double rate)
    {
        double dormancy = applicant.MonthsSinceLastLoan;
        double logOdds = DefaultConstant[(int)applicant.Risk]
            + (0.07 * (rate - ReferenceRate))
            - (0.38 * Math.Log((1 + dormancy) / 11))
            + (0.69 * (dormancy - 10) / 10)
            - (0.35 * PriorLoans(applicant))
            - Bureau(applicant, noRecord: 0.60, perHundred: 0.34)
            - (0.19 * (applicant.ApplicationScore - 30) / 10)
            - (0.16 * LastAmount(applicant))
            - (0.17 * Income(applicant))
            + (applicant.LastLoanMonths > ReferenceMonths ? 0.38 : 0)
            + (0.15 * Math.Log(amount / applicant.LastLoanAmount))
            + (0.10 * (months - ReferenceMonths) / ReferenceMonths);
        return PortableMath.Sigmoid(logOdds);
    }

    private static double PriorLoans(MarketApplicant applicant) =>
        Math.Log(Math.Max(1, applicant.PriorLoans ?? ReferencePriorLoans) / ReferencePriorLoans);

    private static double LastAmount(MarketApplicant applicant) => Math.Log(applicant.LastLoanAmount / ReferenceLastAmount);

    private static double Income(MarketApplicant applicant) =>
        Math.Log(Math.Clamp(applicant.MonthlyIncome ?? ReferenceIncome, LeastIncome, GreatestIncome) / ReferenceIncome);

    private static double Bureau(MarketApplicant applicant, double noRecord, double perHundred) =>
        applicant.BureauScore is { } score ? perHundred * (score - 600) / 100 : noRecord;
}
