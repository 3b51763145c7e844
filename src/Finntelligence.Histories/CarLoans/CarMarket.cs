namespace Finntelligence.Histories.CarLoans;

/// <summary>
/// How customers of the simulated car market behave: the very probabilities its rows are drawn with, for any applicant and any offer. Both are
/// logistic. Nothing here was measured on anybody.
/// </summary>
public static class CarMarket
{
    private static readonly double[] TakeUpConstant = [-0.35, -0.15, 0.15, 0.35];
    private static readonly double[] TakeUpPerPoint = [-0.62, -0.52, -0.40, -0.28];
    private static readonly double[] DefaultConstant = [-4.0, -3.35, -2.65, -2.0];

    /// <summary>Probability that an applicant takes an offer.</summary>
    /// <param name="applicant">Anyone; what is unknown counts as the typical value.</param>
    /// <param name="amount">Euros, greater than 0.</param>
    /// <param name="months">Installments.</param>
    /// <param name="rate">Percent a year.</param>
    public static double ProbabilityOfTakeUp(CarApplicant applicant, double amount, double months, double rate)
    {
        double competitor = (double)(applicant.CompetitorRate ?? 5.5m + CarTables.TierSpread[applicant.Tier]);
        double shortfall = Math.Max(0, 1 - (amount / applicant.RequestedAmount));
        double logOdds = TakeUpConstant[applicant.Tier]
            + (TakeUpPerPoint[applicant.Tier] * (rate - competitor))
            + CarTables.RegionTakeUp[applicant.Region]
            - (2.5 * shortfall)
            - (0.025 * Math.Abs(months - applicant.RequestedMonths))
            - (1.6 * (Burden(applicant, amount, months, rate) - 0.12));
        return Logistic(logOdds);
    }

    /// <summary>Probability that an applicant who takes a loan does not repay it.</summary>
    /// <param name="applicant">Anyone; what is unknown counts as the typical value.</param>
    /// <param name="amount">Euros, greater than 0.</param>
    /// <param name="months">Installments.</param>
    /// <param name="rate">Percent a year.</param>
    public static double ProbabilityOfDefault(CarApplicant applicant, double amount, double months, double rate)
    {
        double bureau = applicant.BureauScore is { } score ? (score - CarTables.BureauMean[applicant.Tier]) / 100 : -0.4;
        double logOdds = DefaultConstant[applicant.Tier]
            - (0.9 * bureau)
            - (0.06 * (applicant.YearsEmployed - 4))
            + CarTables.MakeDefault[applicant.Make]
            + CarTables.RegionDefault[applicant.Region]
            + (0.05 * applicant.VehicleAge)
            + (1.8 * ((amount / applicant.VehiclePrice) - 0.8))
            + (0.012 * (months - 60))
            + (0.06 * (rate - 7))
            + (3.0 * (Burden(applicant, amount, months, rate) - 0.12));
        return Logistic(logOdds);
    }

    // The installment as a share of the income.
    private static double Burden(CarApplicant applicant, double amount, double months, double rate)
    {
        double periodic = rate / 1200;
        double installment = periodic > 0 ? amount * periodic / (1 - Math.Pow(1 + periodic, -months)) : amount / months;
        return Math.Min(1, installment / (applicant.MonthlyIncome ?? CarTables.IncomeMedian[applicant.Tier]));
    }

    private static double Logistic(double logOdds) => 1 / (1 + Math.Exp(-logOdds));
}
