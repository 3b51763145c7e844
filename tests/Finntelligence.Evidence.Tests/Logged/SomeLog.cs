using Finntelligence.Evidence.Logged;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Products;
using Finntelligence.Trees.Numerics;

namespace Finntelligence.Evidence.Tests.Logged;

/// <summary>Logs whose truth is known: HIGH clients, rates 8 to 10 drawn with chances that differ between two groups of income.</summary>
internal static class SomeLog
{
    public static readonly ProductDefinition Product = ProductLoader.Load(Repository.File("data/cash-loan/product.json"));
    public static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly double[] Rates = [8, 9, 10];
    private static readonly double[][] Chances = [[0.2, 0.3, 0.5], [0.6, 0.3, 0.1]];

    /// <summary>Expected profit of a rate; the group that was offered low rates takes more of everything.</summary>
    public static double Truth(double rate, int group) => TakeUp(rate, group) * (20 * rate);

    public static double TakeUp(double rate, int group) => (group == 0 ? 0.9 : 1.4) - (0.08 * rate);

    /// <summary>Draws one; two offers an hour.</summary>
    public static LoggedDecision[] Draw(int offers, ulong seed, bool propensities = true, bool profits = true)
    {
        var random = new CounterRandom(seed);
        return [.. Enumerable.Range(0, offers).Select(i =>
        {
            int group = i % 2;
            double u = random.Fork(1).Uniform((ulong)i);
            int r = u < Chances[group][0] ? 0 : u < Chances[group][0] + Chances[group][1] ? 1 : 2;
            bool taken = random.Fork(2).Uniform((ulong)i) < TakeUp(Rates[r], group);
            return new LoggedDecision
            {
                Applicant = new Applicant([2, group == 0 ? 2000 : 6000, 610, 29, 3, 10, 1000, 4]),
                At = Begin.AddMinutes(30 * i),
                Terms = new OfferTerms(1000, 4, (decimal)Rates[r]),
                Propensity = propensities ? Chances[group][r] : double.NaN,
                Accepted = taken,
                Defaulted = taken ? false : null,
                Profit = !profits ? double.NaN : taken ? 20 * Rates[r] : 0,
                Stratum = group == 0 ? "poor" : "rich",
                Targets = [],
            };
        })];
    }

    public static DecisionFile File(LoggedDecision[] decisions, bool propensities = true) => new(decisions, [], 0, [], decisions.Max(d => d.At), propensities);
}
