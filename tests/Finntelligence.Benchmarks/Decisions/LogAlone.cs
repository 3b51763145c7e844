using System.Diagnostics;
using System.Globalization;
using Finntelligence.Benchmarks.Trees;
using Finntelligence.Decisions.Records;
using Finntelligence.Decisions.Storage;
using Finntelligence.Decisions.Writing;

namespace Finntelligence.Benchmarks.Decisions;

/// <summary>
/// <c>decisions-log</c>: the log without the service. So many answers at a time wait for their records; told are records a second and the
/// processor time of this process for each.
/// </summary>
internal static class LogAlone
{
    private const int Kilobyte = 1024;

    public static async Task RunAsync(string[] args)
    {
        var arguments = new Arguments(args, "log", "at-once", "seconds");
        var (atOnce, length) = (arguments.Number("at-once", 64), TimeSpan.FromSeconds(arguments.Number("seconds", 5)));
        var where = arguments.Text("log") ?? Path.Combine(Path.GetTempPath(), $"decisions-log-{Environment.ProcessId}.db");
        var place = where.Contains('=', StringComparison.Ordinal) ? new LogPlace("", where) : new LogPlace(Path.GetFullPath(where), null);
        using var log = new DecisionLog(place.Open(create: true), LogMode.Required, 4096);
        await AppendAsync(log, atOnce, TimeSpan.FromSeconds(1));
        var (before, processor, clock) = (log.Written, Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
        await AppendAsync(log, atOnce, length);
        var (records, seconds) = (log.Written - before, clock.Elapsed.TotalSeconds);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{records / seconds,9:F0} records/s, {(Environment.CpuUsage.TotalTime - processor).TotalMicroseconds / records,6:F1} us of processor time a record, {atOnce / (records / seconds) * 1000,6:F2} ms each"));
    }

    private static Task AppendAsync(DecisionLog log, int atOnce, TimeSpan length)
    {
        var end = Stopwatch.GetTimestamp() + (long)(length.TotalSeconds * Stopwatch.Frequency);
        return Task.WhenAll(Enumerable.Range(0, atOnce).Select(async _ =>
        {
            await Task.Yield();
            while (Stopwatch.GetTimestamp() < end)
                await log.AppendAsync(Record());
        }));
    }

    // As large as one of the shipped product with three alternatives.
    private static readonly byte[] Request = Text(Kilobyte / 3);
    private static readonly byte[] Answer = Text(3 * Kilobyte / 2);
    private static readonly byte[] Figures = Text(3 * Kilobyte / 2);

    private static readonly Decider Decider = new("bench", "{}"u8.ToArray(), new DecidingModel("1", new byte[1]), new DecidingModel("1", new byte[2]), "1.0.0");

    private static DecisionRecord Record()
    {
        var now = DateTimeOffset.UtcNow;
        return new DecisionRecord
        {
            Id = Guid.CreateVersion7(now),
            At = now,
            Endpoint = DecisionRecord.SingleEndpoint,
            Decider = Decider,
            Decision = "offer",
            Request = Request,
            Features = [1, 2, 3, 4, 5, 6, 7, 8],
            Answer = Answer,
            Figures = Figures,
            Policy = DecisionRecord.GreatestProfit,
            Propensity = 1,
            Latency = TimeSpan.FromMilliseconds(1),
        };
    }

    private static byte[] Text(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)('a' + (i % 26)))];
}
