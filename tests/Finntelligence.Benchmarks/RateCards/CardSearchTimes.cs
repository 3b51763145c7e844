using System.Diagnostics;
using Finntelligence.Lending.RateCards;
using Finntelligence.RateCards.Binning;
using Finntelligence.RateCards.Search;
using Finntelligence.RateCards.Tests;
using Finntelligence.RateCards.Tests.Search;

namespace Finntelligence.Benchmarks.RateCards;

/// <summary>
/// <c>card-search [customers] [thresholds] [threads]</c>: the best card of a simulated market whose best card is known, at two and at three
/// questions in a row, and a plain enumeration of all cards of two on a part of the customers.
/// </summary>
internal static class CardSearchTimes
{
    private const int Rates = 35;

    public static void AddTo(Dictionary<string, Action<string[]>> commands) => commands.Add("card-search", Run);

    private static void Run(string[] args)
    {
        int rows = Argument(args, 0, 50_000), thresholds = Argument(args, 1, 32), threads = Argument(args, 2, 2);
        Console.WriteLine($"{rows:N0} customers × {Rates} rates, 8 features, up to {thresholds} thresholds each, {threads} threads");
        foreach (int depth in (int[])[2, 2, 3])
        {
            var market = SimulatedMarket.Draw(seed: depth, rows, Rates, depth);
            var settings = new SearchSettings { Threads = threads };
            var (start, used) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            var outcome = CardSearch.Run(market.Table, SomeTables.Inputs, SimulatedMarket.Rules(depth, thresholds), settings, default);
            var elapsed = Stopwatch.GetElapsedTime(start);
            var card = outcome.Of(1 << depth)!;
            Console.WriteLine(
                $"depth {depth}: {elapsed.TotalSeconds:0.00} s, processor {(Environment.CpuUsage.TotalTime - used).TotalSeconds:0.00} s, {outcome.Searches} parts searched, {card.Profit / market.Best:P3} of the best card's profit, proven gap {card.Gap:P4}");
        }

        Plain(thresholds, threads);
    }

    // So few customers and thresholds that it ends; it grows with the customers, and with the square of the thresholds and more.
    private static void Plain(int thresholds, int threads)
    {
        foreach (var (rows, few) in new[] { (500, 2), (500, 4), (1000, 4) })
        {
            var market = SimulatedMarket.Draw(seed: 2, rows, Rates, 2);
            var rules = SimulatedMarket.Rules(2, Math.Min(few, thresholds)) with { FewestCustomers = 20 };
            var binned = Binned.Of(market.Table, SomeTables.Inputs, rules);
            CardQuestion[] questions = [.. binned.Cuts.Select(cut => Binner.QuestionOf(cut, binned.Features[cut.Feature]))];
            long start = Stopwatch.GetTimestamp();
            double plain = new PlainEnumeration(market.Table, questions, rules.FewestCustomers).Best(4, 2) / rows;
            var ofPlain = Stopwatch.GetElapsedTime(start);
            start = Stopwatch.GetTimestamp();
            var card = CardSearch.Run(market.Table, SomeTables.Inputs, rules, new SearchSettings { Threads = threads }, default).Of(4)!;
            Console.WriteLine(
                $"{rows:N0} customers, {questions.Length} questions: plain enumeration {ofPlain.TotalSeconds:0.000} s, search {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0000} s, "
                + $"difference of profits {Math.Abs(plain - card.Profit):0.0e0}");
        }
    }

    private static int Argument(string[] args, int at, int otherwise) =>
        args.Length > at ? int.Parse(args[at], System.Globalization.CultureInfo.InvariantCulture) : otherwise;
}
