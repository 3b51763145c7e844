namespace Finntelligence.Portfolios.Scoring;

/// <summary>Work on many cores whose results come out in the order in which it went in.</summary>
internal static class OrderedPipeline
{
    // Pieces under way or waiting for an earlier one, for each thread: enough that none is idle, and a bound on memory.
    private const int PiecesPerThread = 4;

    /// <summary>
    /// Takes pieces, works on at most <paramref name="threads"/> at a time and delivers results in order. Taking and delivering happen on
    /// the caller's thread, so that a slow delivery holds back the taking. With one thread the work is done there too: who has little to spare
    /// for it, as a service that answers meanwhile, keeps it off the threads of everybody.
    /// </summary>
    /// <param name="take">The next piece; null at the end.</param>
    /// <param name="work">Safe for any number of threads.</param>
    /// <param name="deliver">Takes one result after the other.</param>
    /// <param name="threads">At least 1.</param>
    /// <param name="cancellation">Checked between pieces.</param>
    public static void Run<TPiece, TResult>(
        Func<TPiece?> take, Func<TPiece, TResult> work, Action<TResult> deliver, int threads, CancellationToken cancellation)
        where TPiece : class
    {
        if (threads == 1)
        {
            while (take() is { } piece)
            {
                cancellation.ThrowIfCancellationRequested();
                deliver(work(piece));
            }

            return;
        }

        var workers = new TaskFactory<TResult>(
            new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, threads).ConcurrentScheduler);
        var waiting = new Queue<Task<TResult>>();
        try
        {
            while (take() is { } piece)
            {
                cancellation.ThrowIfCancellationRequested();
                waiting.Enqueue(workers.StartNew(() => work(piece)));
                while (waiting.Count >= threads * PiecesPerThread || (waiting.TryPeek(out var first) && first.IsCompleted))
                    deliver(waiting.Dequeue().GetAwaiter().GetResult());
            }

            while (waiting.TryDequeue(out var next))
            {
                cancellation.ThrowIfCancellationRequested();
                deliver(next.GetAwaiter().GetResult());
            }
        }
        finally
        {
            // Nothing is left running that could outlive what it works on.
            Task.WhenAll(waiting).ContinueWith(static all => all.Exception, TaskScheduler.Default).Wait(CancellationToken.None);
        }
    }
}
