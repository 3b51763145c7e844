using Finntelligence.Experiments.Planning;
using Finntelligence.Histories.Simulation;
using Finntelligence.Trees.Numerics;

namespace Finntelligence.Evidence.Planning;

/// <summary>
/// Draws experiments on the simulated twin: HIGH clients at the card's rate and at a lower one. Profits of many letters at each rate are drawn
/// once and are the population; so the true difference is known, the size is planned for it, and each experiment is a sample. The rates are so near that tens of
/// thousands of offers are planned: with a few thousand, a difference of 7.7 rand, the few large profits made the test find it in 84 of 100 cases
/// where 80 were planned.
/// </summary>
internal static class PlanCheckRun
{
    private const int Letters = 60_000;
    private const int CardRate = 1175;
    private const int LowRate = 925;
    private const double CostOfFunds = 1;

    /// <summary>Plans and draws.</summary>
    /// <param name="power">What is planned.</param>
    /// <param name="runs">Experiments.</param>
    /// <param name="seed">Of letters and samples.</param>
    /// <param name="threads">No influence on the result.</param>
    /// <param name="cancellation">Checked between experiments.</param>
    public static PlanCheck Run(PowerPlan power, int runs, ulong seed, int threads, CancellationToken cancellation)
    {
        double[] card = Profits(CardRate, seed), low = Profits(LowRate, ~seed);
        double difference = low.Average() - card.Average();
        long offers = (long)Math.Ceiling(power.Offers(PowerPlan.TwoArms(Variance(card), Variance(low), 0.5), difference));
        double limit = NormalQuantile.Of(1 - ((1 - power.Confidence) / 2));
        int seen = 0;
        Parallel.For(0, runs, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation }, run =>
        {
            var random = new CounterRandom(seed).Fork((ulong)run + 1);
            Span<Sum> arms = [default, default];
            for (long i = 0; i < offers; i++)
            {
                double u = random.Uniform((ulong)(2 * i));
                int letter = (int)(random.Uniform((ulong)((2 * i) + 1)) * Letters);
                arms[u < 0.5 ? 0 : 1].Add(u < 0.5 ? card[letter] : low[letter]);
            }
            double z = (arms[1].Mean - arms[0].Mean) / Math.Sqrt((arms[0].Variance / arms[0].Count) + (arms[1].Variance / arms[1].Count));
            // A difference seen on the wrong side is not seen.
            if (Math.Abs(z) > limit && Math.Sign(z) == Math.Sign(difference))
                Interlocked.Increment(ref seen);
        });
        return new PlanCheck(runs, difference, offers, power.Power, (double)seen / runs);
    }

    private static double[] Profits(int rate, ulong seed)
    {
        var profits = new double[Letters];
        long row = 0;
        for (int i = 0; i < Letters; row++)
        {
            var letter = TwinSimulation.LetterAt(seed, row, rate);
            if (letter.Client.Risk == RiskClass.High)
                profits[i++] = Profit(letter.Outcome.Loan);
        }
        return profits;
    }

    private static double Profit(SimulatedLoan? loan) =>
        loan is null ? 0 : (double)loan.GrossInterest - (CostOfFunds * loan.Amount * loan.Months / 100) - (double)loan.PastDue;

    private static double Variance(double[] values)
    {
        double mean = values.Average();
        return values.Average(v => (v - mean) * (v - mean));
    }

    private struct Sum
    {
        private double _sum;
        private double _squares;

        public long Count { get; private set; }

        public readonly double Mean => _sum / Count;

        public readonly double Variance => (_squares / Count) - (Mean * Mean);

        public void Add(double value)
        {
            Count++;
            _sum += value;
            _squares += value * value;
        }
    }
}
