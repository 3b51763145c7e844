using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using Finntelligence.Api.Hosting;
using Finntelligence.Api.Pool;
using Finntelligence.Lending.Requests;
using Microsoft.Extensions.Options;

namespace Finntelligence.Api.WarmUp;

/// <summary>
/// What is asked before the service listens: every address once, then offers for the product's own example, in rounds, until they come no
/// faster or the time for it is over. The runtime compiles a method anew when it has been called some dozen times, and again when it knows how
/// it is used; both take place between rounds.
/// </summary>
internal sealed partial class WarmUpRounds(PredictionEnginePool pool, IOptions<ServiceOptions> options, ILogger<WarmUpRounds> logger)
{
    // A round is some milliseconds of work once the code is compiled.
    private const int RequestsOfRound = 50;

    // The runtime waits for such a time in which nothing new is called before it counts calls.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(110);

    // So many rounds without a faster one are enough.
    private const int Patience = 3;
    private const double Faster = 0.9;

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
            foreach (var request in EachOnce(example, PredictExample.WithEveryLimit(snapshot.Product)).TakeWhile(_ => Stopwatch.GetElapsedTime(began) < limit))
                Answers = Answers.Add((request, await send(request, late.Token)));
            var predict = new WarmUpRequest("/predict", example);
            var (best, since) = (TimeSpan.MaxValue, 0);
            while (since < Patience && Stopwatch.GetElapsedTime(began) < limit)
            {
                var round = Stopwatch.GetTimestamp();
                for (var i = 0; i < RequestsOfRound && Stopwatch.GetElapsedTime(began) < limit; i++)
                    await send(predict, late.Token);
                var took = Stopwatch.GetElapsedTime(round);
                since = took < best * Faster ? 0 : since + 1;
                best = took < best ? took : best;
                await Task.Delay(Pause, cancellationToken);
            }
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            LogFault(fault);
        }

        LogTime(Stopwatch.GetElapsedTime(began).TotalMilliseconds, string.Join(", ", Answers.Select(a => $"{a.Request}: {a.Status}")));
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
