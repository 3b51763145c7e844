using System.IO.Pipelines;
using System.Threading.Channels;
using Finntelligence.Api.Seeing;

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
    /// <param name="unreadFor">How long the client may leave its answers unread; then it is cut off, and what was held for it is let go.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    public static async Task RunAsync(
        BatchLines lines, BatchScorer scorer, PipeWriter response, TimeSpan unreadFor, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var queue = Channel.CreateBounded<Task<ReadOnlyMemory<byte>>>(new BoundedChannelOptions(Environment.ProcessorCount * GroupsPerCore)
        {
            SingleReader = true,
            SingleWriter = true,
        });
        await Task.WhenAll(
            Guarded(() => ReadAsync(lines, scorer, queue.Writer, stop.Token)),
            Guarded(() => WriteAsync(queue.Reader, response, unreadFor, stop.Token)));

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

    private static async Task WriteAsync(
        ChannelReader<Task<ReadOnlyMemory<byte>>> queue, PipeWriter response, TimeSpan unreadFor, CancellationToken stop)
    {
        using var unread = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await foreach (var answers in queue.ReadAllAsync(stop))
        {
            var bytes = await answers;
            using var writing = Spans.Start(Spans.Write);
            unread.CancelAfter(unreadFor);
            // Completed: the client no longer reads.
            if ((await response.WriteAsync(bytes, unread.Token)).IsCompleted)
                throw new OperationCanceledException(stop);
            unread.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }
}
