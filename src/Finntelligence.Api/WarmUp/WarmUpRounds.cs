using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime;
using System.Text;
using Finntelligence.Api.Hosting;
using Finntelligence.Api.Pool;
using Finntelligence.Lending.Requests;
using Microsoft.Extensions.Options;

namespace Finntelligence.Api.WarmUp;

/// <summary>
/// What is asked before the service listens: every address once, then offers for the product's own example, in rounds, until the runtime has
/// nothing left to compile or the time for it is over. It compiles a method anew when it has been called thirty times, at first so that it
/// sees how it is used, which makes it slower for some seconds, and once more when it has seen that; all of it takes place between rounds.
/// </summary>
internal sealed partial class WarmUpRounds(PredictionEnginePool pool, IOptions<ServiceOptions> options, ILogger<WarmUpRounds> logger)
{
    // As many calls as the runtime counts before it compiles a method anew.
    private const int RequestsOfRound = 30;

    // The runtime waits for such a time in which nothing new is called before it counts calls.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(110);

    // It waits for some rounds before it begins, so one round without a compiled method says nothing.
    private const int RoundsOfLap = 8;

    // Never none: the garbage collector, timers and exporters call now and then what is new.
    private const int FewMethods = 300;

    /// <summary>What was asked once, and the status of each answer.</summary>
    public ImmutableArray<(WarmUpRequest Request, int Status)> Answers { get; private set; } = [];

    /// <summary>Whether anything is to be asked.</summary>
    public bool HaveTime => options.Value.WarmUp > TimeSpan.Zero;

    /// <summary>Sends them; no fault of a request keeps the service from starting.</summary>
    /// <param name="send">Answers a request with a status.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    public async Task RunAsync(Func<WarmUpRequest, CancellationToken, Task<int>> send, CancellationToken cancellationToken)
    {
        if (!HaveTime || pool.Current is not { } snapshot)
            return;
        var limit = options.Value.WarmUp;
        var began = Stopwatch.GetTimestamp();
        // An answer may wait for a database that is not there; the service does not.
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(2 * limit);
        try
        {
            var example = PredictExample.Request(snapshot.Product);
            foreach (var request in EachOnce(example, PredictExample.WithEveryLimit(snapshot.Product)).TakeWhile(_ => HasTime()))
                Answers = Answers.Add((request, await send(request, late.Token)));
            var predict = new WarmUpRequest("/predict", example);
            long before;
            do
            {
                before = JitInfo.GetCompiledMethodCount();
                await LapAsync();
            }
            while (HasTime() && JitInfo.GetCompiledMethodCount() - before > FewMethods);

            async Task LapAsync()
            {
                for (var round = 0; round < RoundsOfLap && HasTime(); round++)
                {
                    for (var i = 0; i < RequestsOfRound && HasTime(); i++)
                        await send(predict, late.Token);
                    await Task.Delay(Pause, cancellationToken);
                }
            }
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            LogFault(fault);
        }

        LogTime(Stopwatch.GetElapsedTime(began).TotalMilliseconds, string.Join(", ", Answers.Select(a => $"{a.Request}: {a.Status}")));

        bool HasTime() => Stopwatch.GetElapsedTime(began) < limit;
    }

    // Those that decide come first: the time may not be enough for all.
    private static ImmutableArray<WarmUpRequest> EachOnce(ReadOnlyMemory<byte> example, ReadOnlyMemory<byte> everyLimit) =>
    [
        new("/predict", example),
        new("/predict", everyLimit),
        new("/health/ready"),
        new("/health/live"),
        new("/predict", Exact(example)),
        new("/offers/explore", example),
        new("/predict", Encoding.UTF8.GetBytes("{}")),
        // A line with a fault: a batch's answers would be decisions of nobody.
        new("/predict/batch", Encoding.UTF8.GetBytes("{}\n"), "application/x-ndjson"),
        new($"/decisions/{Guid.Empty}"),
        new("/"),
        new("/metrics"),
    ];

    private static byte[] Exact(ReadOnlyMemory<byte> example) => [.. "{\"search\":{\"mode\":\"exact\"},"u8, .. example.Span[1..]];

    [LoggerMessage(LogLevel.Debug, "Warm-up took {Milliseconds:0} ms; {Answers}")]
    private partial void LogTime(double milliseconds, string answers);

    [LoggerMessage(LogLevel.Warning, "The warm-up failed; the service starts all the same")]
    private partial void LogFault(Exception fault);
}
