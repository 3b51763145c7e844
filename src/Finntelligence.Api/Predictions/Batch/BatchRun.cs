using System.IO.Pipelines;
using System.Threading.Channels;

namespace Finntelligence.Api.Predictions.Batch;

/// <summary>
/// Moves lines from a request through the scorer into its response, on all cores and in order. A client that does not read its answers
/// holds back the writing, the full queue holds back the reading, and so the client's own sending; memory stays bounded.
/// </summary>
internal static class BatchRun
{
    // Groups of lines under way or waiting for an earlier one, for each core.
    private const int GroupsPerCore = 2;

    /// <summary>Answers every line.</summary>
    /// <param name="lines">Of the request.</param>
    /// <param name="scorer">Answers them.</param>
    /// <param name="response">Takes the answers, as soon as they are there.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    public static async Task RunAsync(BatchLines lines, BatchScorer scorer, PipeWriter response, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var queue = Channel.CreateBounded<Task<ReadOnlyMemory<byte>>>(new BoundedChannelOptions(Environment.ProcessorCount * GroupsPerCore)
        {
            SingleReader = true,
            SingleWriter = true,
        });
        await Task.WhenAll(
            Guarded(() => ReadAsync(lines, scorer, queue.Writer, stop.Token)),
            Guarded(() => WriteAsync(queue.Reader, response, stop.Token)));

        // The end of one is the end of the other.
        async Task Guarded(Func<Task> half)
        {
            try
            {
                await half();
            }
            catch
            {
                await stop.CancelAsync();
                throw;
            }
        }
    }

    private static async Task ReadAsync(
        BatchLines lines, BatchScorer scorer, ChannelWriter<Task<ReadOnlyMemory<byte>>> queue, CancellationToken stop)
    {
        await foreach (var group in lines.ReadAsync(stop))
        {
            // There is room before there is work: no more is under way than the queue holds.
            await queue.WaitToWriteAsync(stop);
            await queue.WriteAsync(Task.Run(() => scorer.ScoreAsync(group, stop), stop), stop);
        }

        queue.Complete();
    }

    private static async Task WriteAsync(ChannelReader<Task<ReadOnlyMemory<byte>>> queue, PipeWriter response, CancellationToken stop)
    {
        await foreach (var answers in queue.ReadAllAsync(stop))
        {
            // Completed: the client no longer reads.
            if ((await response.WriteAsync(await answers, stop)).IsCompleted)
                throw new OperationCanceledException(stop);
        }
    }
}
