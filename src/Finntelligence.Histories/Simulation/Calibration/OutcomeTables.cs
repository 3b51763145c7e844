namespace Finntelligence.Histories.Simulation.Calibration;

/// <summary>What followed the letters: aggregates of the experiment.</summary>
internal static class OutcomeTables
{
    /// <summary>Share of letters whose rate was lowered again, at random, when the contract was made; by wave.</summary>
    public static readonly double[] RateLowered = [0.310, 0.464, 0.395];

    /// <summary>By how much, as a share of the way down to the lowest rate.</summary>
    public static readonly QuantileTable RateCut =
        new(
            0.001, 0.004, 0.014, 0.04, 0.065, 0.11, 0.151, 0.185, 0.222, 0.304, 0.381,
            0.462, 0.566, 0.62, 0.668, 0.726, 0.798, 0.889, 1, 1, 1);

    /// <summary>Share of letters that promised the rate for a year, in wave 1 of those who did not take the loan.</summary>
    public const double YearlongWave1Refused = 0.159;

    /// <summary>The same of those who took it: there the promise was made after contact.</summary>
    public const double YearlongWave1Taken = 0.613;

    public const double YearlongWave2 = 0.372;
    public const double YearlongWave3 = 0.499;

    /// <summary>Share of LOW and MEDIUM letters that showed one maturity, by wave.</summary>
    public static readonly double[] OneTermShown = [0, 0.301, 0.347];

    /// <summary>How often that was 4, 6 and 12 months.</summary>
    public static readonly double[] TermShown = [0.505, 0.254, 0.241];

    /// <summary>Terms that HIGH clients took: 1, 4, 6 and 12 months.</summary>
    public static readonly double[] HighTerms = [0.0111, 0.9759, 0.0077, 0.0053];

    /// <summary>Terms of LOW and MEDIUM clients who took more than 4 months: 6, 12 and 18.</summary>
    public static readonly double[][] LongTerms = [[0.464, 0.451, 0.085], [0.572, 0.428, 0]];

    /// <summary>Share past due by nothing at all among those not in default, by class.</summary>
    public static readonly double[] NothingPastDue = [0.688, 0.368, 0.560];

    /// <summary>By how much a class's arrears lie above the common table, in normal scores.</summary>
    public static readonly double[] ArrearsShift = [-0.39, 0, 0.12];

    /// <summary>Amount past due as a share of the loan, where it is up to a quarter but not nothing.</summary>
    public static readonly QuantileTable SmallArrears =
        new(
            0, 0.0001, 0.0003, 0.0017, 0.0068, 0.0137, 0.0223, 0.0301, 0.0362, 0.0485, 0.0663,
            0.0851, 0.1081, 0.1284, 0.1441, 0.1635, 0.1872, 0.2146, 0.2313, 0.2438, 0.2494);

    /// <summary>The same where it is more than a quarter.</summary>
    public static readonly QuantileTable LargeArrears =
        new(
            0.251, 0.252, 0.259, 0.268, 0.295, 0.317, 0.339, 0.358, 0.385, 0.445, 0.526,
            0.64, 0.787, 0.886, 0.971, 1.087, 1.197, 1.304, 1.625, 2.179, 3.548);

    /// <summary>Applied and were rejected, of those who did not take the loan, by class.</summary>
    public static readonly double[] Rejected = [0.0158, 0.0258, 0.0114];

    /// <summary>Borrowed elsewhere, of those who did not take the loan.</summary>
    public const double BorrowedElsewhere = 0.241;

    /// <summary>Borrowed here after the deadline, of those who did not take the loan, by class.</summary>
    public static readonly double[] TookAfterDeadline = [0.370, 0.308, 0.115];

    /// <summary>Share of those who did not come to a branch whose income was written down there all the same.</summary>
    public const double OtherSalesIncome = 0.005;

    /// <summary>Gross income written down at the branch, thousands of rand.</summary>
    public static readonly QuantileTable SalesIncome =
        new(
            0.55, 0.7, 0.74, 0.96, 1.24, 1.45, 1.68, 1.98, 2.27, 2.87, 3.29,
            3.92, 4.97, 5.66, 6.11, 7.16, 7.91, 9.44, 10.62, 13.29, 22.79);

    /// <summary>Logarithm of it over the income recorded before.</summary>
    public static readonly QuantileTable SalesToRecordedIncome =
        new(
            -1.705, -1.519, -1.264, -1.005, -0.63, -0.347, -0.142, 0, 0, 0.082, 0.1,
            0.168, 0.243, 0.307, 0.405, 0.516, 0.685, 0.915, 1.111, 1.319, 1.937);

    /// <summary>Net over gross.</summary>
    public static readonly QuantileTable NetToGrossIncome =
        new(
            0.177, 0.317, 0.389, 0.454, 0.53, 0.585, 0.628, 0.667, 0.704, 0.773, 0.848,
            0.916, 0.976, 0.992, 1, 1.046, 1.163, 1.371, 1.604, 1.895, 4.31);
}
