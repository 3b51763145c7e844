using Finntelligence.Evidence.Evaluation.Data;
using Finntelligence.Lending.Products;
using Finntelligence.Trees.Numerics;

namespace Finntelligence.Evidence.Tests.Evaluation;

/// <summary>Experiments whose truth is known: 2 strata of LOW clients, rates 4 to 7, profit 10 + 3 × rate for who takes it.</summary>
internal static class SomeExperiment
{
    public static readonly double[] Rates = [4, 5, 6, 7];

    public static double TakeUp(double rate) => 0.9 - (0.1 * rate);

    public static double ProfitOfLoan(double rate) => 10 + (3 * rate);

    /// <summary>Draws one; the second stratum draws 7 three times as often as the rest.</summary>
    public static Experiment Draw(int rows, ulong seed)
    {
        var random = new CounterRandom(seed);
        var (rates, taken, interest, strata) = (new double[rows], new bool[rows], new double[rows], new int[rows]);
        for (int i = 0; i < rows; i++)
        {
            strata[i] = i % 2;
            int draw = (int)(random.Fork(1).Uniform((ulong)i) * (strata[i] == 0 ? 4 : 6));
            rates[i] = Rates[Math.Min(draw, 3)];
            taken[i] = random.Fork(2).Uniform((ulong)i) < TakeUp(rates[i]);
            interest[i] = taken[i] ? ProfitOfLoan(rates[i]) : 0;
        }
        return new Experiment
        {
            Applicants = new Applicant[rows],
            FileRows = [.. Enumerable.Range(0, rows)],
            Strata = strata,
            Classes = new int[rows],
            Rates = rates,
            ContractRates = rates,
            Taken = taken,
            Amounts = new double[rows],
            Months = new double[rows],
            Interest = interest,
            PastDue = new double[rows],
            Clusters = [.. Enumerable.Range(0, rows)],
        };
    }
}
