using System.Collections.Concurrent;

namespace Finntelligence.ModelOps.Files;

/// <summary>
/// Work on a file that may never end: a share whose server is gone, or a file system that another program answers for, holds whoever asks
/// it, and no system call can be called back. It is done on a thread of its own, which is left to it when the time is over; until that
/// thread comes back, the file is refused at once, so that at most one waits for each.
/// </summary>
public static class FileDeadline
{
    /// <summary>The longest that a file is waited for. 64 MiB come in less over a slow line.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private static readonly ConcurrentDictionary<string, Task> Waiting = new();

    /// <summary>What the work gives.</summary>
    /// <param name="path">The file, for errors, and to know it again.</param>
    /// <param name="work">The token says that nobody waits any more.</param>
    /// <exception cref="IOException">It took too long.</exception>
    public static T Run<T>(string path, Func<CancellationToken, T> work) => Run(path, Longest, work);

    internal static T Run<T>(string path, TimeSpan longest, Func<CancellationToken, T> work)
    {
        if (Waiting.ContainsKey(path))
            throw new IOException($"{path} does not answer: an earlier look at it has not come back yet.");
        // Not disposed of: the work may look at it long after.
        var isOver = new CancellationTokenSource();
        var working = Task.Factory.StartNew(() => work(isOver.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        if (Task.WaitAny([working], longest) < 0)
        {
            isOver.Cancel();
            Waiting[path] = working;
            working.ContinueWith(
                ended =>
                {
                    // Looked at, since it is nobody's any more.
                    _ = ended.Exception;
                    Waiting.TryRemove(path, out _);
                },
                CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            throw new IOException($"{path} did not answer within {longest.TotalSeconds:0.###} s.");
        }
        return working.GetAwaiter().GetResult();
    }
}
