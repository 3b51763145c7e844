namespace Finntelligence.Evidence.Evaluation.Data;

/// <summary>What an offer earned: what is known of it as a whole; else interest − cost of funds − average past due, and 0 for who did not take it.</summary>
internal static class RealisedProfit
{
    private const double Percent = 100;

    /// <summary>With the interest as recorded.</summary>
    /// <param name="experiment">Rows.</param>
    /// <param name="costOfFunds">Percent of the amount a month.</param>
    public static double[] Recorded(Experiment experiment, double costOfFunds) => experiment.Earned is { } earned
        ? [.. earned]
        : Of(experiment, costOfFunds, row => experiment.Interest[row]);

    /// <summary>With interest at the rate offered, for all the months: what the contract would have brought had nothing been lowered.</summary>
    public static double[] AtOfferedRate(Experiment experiment, double costOfFunds) =>
        Of(experiment, costOfFunds, row => experiment.Amounts[row] * experiment.Rates[row] * experiment.Months[row] / Percent);

    private static double[] Of(Experiment experiment, double costOfFunds, Func<int, double> interest)
    {
        var profit = new double[experiment.Count];
        for (int row = 0; row < profit.Length; row++)
        {
            if (experiment.Taken[row])
                profit[row] = interest(row) - (costOfFunds * experiment.Amounts[row] * experiment.Months[row] / Percent) - experiment.PastDue[row];
        }
        return profit;
    }
}
