using System.Diagnostics;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;

namespace Finntelligence.Benchmarks.Offers;

/// <summary>
/// <c>offers-latency</c>: the time of single calls on one thread, as quantiles: what <see cref="SearchBenchmarks"/> measures, on a
/// machine that has other things to do too. A call is so short that few are interrupted, and the median is of those that were not.
/// </summary>
internal static class SearchLatency
{
    private const int Applicants = 1024;
    private const int Rounds = 20;

    public static void Run(string[] args)
    {
        foreach (var (name, product) in new[] { ("rate", BenchmarkLoans.Wide), ("rate, amount and months", BenchmarkLoans.WideBothSeeAll) })
        {
            var (risk, acceptance) = (BenchmarkLoans.Model(product, ModelKind.Risk), BenchmarkLoans.Model(product, ModelKind.Acceptance));
            var engine = new OfferEngine(product, risk, acceptance);
            var plain = new PlainSearch(product, risk, acceptance);
            var requests = BenchmarkLoans.Requests(product, Applicants, alternatives: 0);
            var more = BenchmarkLoans.Requests(product, Applicants, alternatives: 3);
            Console.WriteLine($"The model of acceptance sees {name}:");
            Measure("best offer", Rounds * Applicants, i => engine.Decide(requests[i % Applicants]));
            Measure("best offer and 3 others", Rounds * Applicants, i => engine.Decide(more[i % Applicants]));
            Measure("best offer, exact", Applicants, i => engine.Decide(requests[i % Applicants] with { Search = SearchMode.Exact }));
            Measure("each offer alone", 8, i => plain.Best(requests[i % Applicants].Applicant));
        }
    }

    private static void Measure(string name, int calls, Action<int> call)
    {
        for (var i = 0; i < calls / 4 + 1; i++)
            call(i);
        // The second tier of compiled code needs a moment.
        Thread.Sleep(300);
        for (var i = 0; i < calls / 4; i++)
            call(i);
        var (microseconds, processor) = (new double[calls], new double[calls]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < calls; i++)
        {
            var (start, used) = (Stopwatch.GetTimestamp(), ThreadTime.Microseconds());
            call(i);
            (microseconds[i], processor[i]) = (Stopwatch.GetElapsedTime(start).TotalMicroseconds, ThreadTime.Microseconds() - used);
        }

        var bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / calls;
        Array.Sort(microseconds);
        Array.Sort(processor);
        Console.WriteLine(
            $"  {name,-24} p10 {microseconds[calls / 10],10:N1}   median {microseconds[calls / 2],10:N1}   p90 {microseconds[calls * 9 / 10],10:N1} µs   processor {processor[calls / 2],10:N1} µs   {bytes,8:N0} bytes");
    }
}
