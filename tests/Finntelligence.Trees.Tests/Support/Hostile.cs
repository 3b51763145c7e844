namespace Finntelligence.Trees.Tests.Support;

/// <summary>A file made to do harm.</summary>
internal static class Hostile
{
    /// <summary>Memory that a refusal may cost beyond a few times the file itself.</summary>
    private const long Allowance = 32 << 20;

    /// <summary>The message of the refusal, which must come in bounded time and memory.</summary>
    /// <param name="file">The file's length.</param>
    /// <param name="read">Reads it.</param>
    public static string Refusal<TRefusal>(long file, Action read)
        where TRefusal : Exception
    {
        // Far above what a refusal takes on a busy machine: only a reader that hangs is caught.
        var reading = Task.Run(() =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var message = Should.Throw<TRefusal>(read).Message;
            (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(Allowance + (16 * file));
            return message;
        });
        reading.Wait(TimeSpan.FromMinutes(1)).ShouldBeTrue("The reader does not come to an end.");
        return reading.Result;
    }
}
