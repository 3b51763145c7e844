using Finntelligence.Evidence.Evaluation.Data;

namespace Finntelligence.Evidence.Evaluation.Modelling;

/// <summary>
/// What a loan earns, given that it is taken: size × months and arrears are regressed on applicant and rate, since who takes a dearer
/// loan takes a smaller one. profit(x, r) = size·months(x, r) × (κ r − cost of funds) / 100 − pastDue(x, r). Where only the whole is known, it is regressed.
/// </summary>
internal sealed class LoanProfit
{
    private const double Penalty = 30;

    private readonly RateRegression _amountMonths;
    private readonly RateRegression _pastDue;
    private readonly RateRegression? _earned;
    private readonly double _interestShare;
    private readonly double _costOfFunds;

    private LoanProfit(RateRegression earned) => (_amountMonths, _pastDue, _earned) = (earned, earned, earned);

    private LoanProfit(RateRegression amountMonths, RateRegression pastDue, double interestShare, double costOfFunds) =>
        (_amountMonths, _pastDue, _interestShare, _costOfFunds) = (amountMonths, pastDue, interestShare, costOfFunds);

    /// <summary>Fits it to the loans among some rows.</summary>
    public static LoanProfit Fit(Experiment experiment, ApplicantColumns columns, IEnumerable<int> rows, double costOfFunds)
    {
        int[] loans = [.. rows.Where(row => experiment.Taken[row])];
        var matrix = new double[loans.Length * columns.Count];
        for (int i = 0; i < loans.Length; i++)
            columns.Write(experiment.Applicants[loans[i]], matrix.AsSpan(i * columns.Count, columns.Count));
        if (experiment.Earned is { } earned)
        {
            return new LoanProfit(RateRegression.Fit(
                matrix, columns.Count, [.. loans.Select(row => experiment.Rates[row])], [[.. loans.Select(row => earned[row])]], Penalty)[0]);
        }

        double[] amountMonths = [.. loans.Select(row => experiment.Amounts[row] * experiment.Months[row])];
        var fits = RateRegression.Fit(
            matrix, columns.Count, [.. loans.Select(row => experiment.Rates[row])],
            [amountMonths, [.. loans.Select(row => experiment.PastDue[row])]], Penalty);
        // Longer loans are recorded at less than the rate offered, so a part of it is what is earned.
        double atRate = loans.Sum(row => experiment.Amounts[row] * experiment.Months[row] * experiment.Rates[row] / 100);
        return new LoanProfit(fits[0], fits[1], loans.Sum(row => experiment.Interest[row]) / atRate, costOfFunds);
    }

    /// <summary>Expected profit of a loan at each rate.</summary>
    public void Write(ReadOnlySpan<double> columns, ReadOnlySpan<double> rates, Span<double> profits)
    {
        if (_earned is not null)
        {
            var (level, slope) = _earned.Line(columns);
            for (int i = 0; i < rates.Length; i++)
                profits[i] = level + (slope * rates[i]);
            return;
        }

        var (size, sizeSlope) = _amountMonths.Line(columns);
        var (late, lateSlope) = _pastDue.Line(columns);
        for (int i = 0; i < rates.Length; i++)
        {
            double amountMonths = Math.Max(0, size + (sizeSlope * rates[i])), pastDue = Math.Max(0, late + (lateSlope * rates[i]));
            profits[i] = (amountMonths * ((_interestShare * rates[i]) - _costOfFunds) / 100) - pastDue;
        }
    }
}
