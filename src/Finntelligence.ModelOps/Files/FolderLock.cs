using System.Diagnostics;
using System.Globalization;

namespace Finntelligence.ModelOps.Files;

/// <summary>
/// One writer at a time for a folder, across processes. The lock is an open file (<c>.lock</c>), so the operating system frees it
/// when its holder is killed. The file itself stays: deleting it would let two processes lock two files of the same name.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private const string LockName = ".lock";
    private const string OwnerName = ".lock.owner";
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(25);

    private readonly FileStream _file;
    private readonly string _ownerPath;

    private FolderLock(FileStream file, string ownerPath)
    {
        _file = file;
        _ownerPath = ownerPath;
    }

    /// <summary>Waits for the folder's lock and takes it. The folder is made when missing.</summary>
    /// <param name="folder">The folder to lock.</param>
    /// <param name="timeout">How long to wait for another holder.</param>
    /// <param name="clock">Says since when the lock is held, for those who wait.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <exception cref="TimeoutException">Somebody else still holds the lock; the message says who and since when.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static FolderLock Acquire(string folder, TimeSpan timeout, TimeProvider clock, CancellationToken cancellationToken = default)
    {
        folder = Path.GetFullPath(folder);
        var path = Path.Combine(folder, LockName);
        var waited = Stopwatch.StartNew();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TryOpen(folder, path) is { } file)
            {
                var held = new FolderLock(file, Path.Combine(folder, OwnerName));
                held.WriteOwner(clock);
                return held;
            }
            if (waited.Elapsed >= timeout)
                throw new TimeoutException($"{folder} is in use by {Owner(folder)}. Wait until it has finished, or stop it, and try again.");
            cancellationToken.WaitHandle.WaitOne(RetryInterval);
        }
    }

    /// <summary>True when somebody holds the lock now. Only a look: by the time of the answer it may be otherwise.</summary>
    public static bool IsHeld(string folder)
    {
        try
        {
            new FileStream(Path.Combine(folder, LockName), FileMode.Open, FileAccess.Read, FileShare.Read).Dispose();
            return false;
        }
        catch (IOException fault) when (FileFault.IsBusy(fault))
        {
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Frees the lock.</summary>
    public void Dispose()
    {
        try
        {
            File.Delete(_ownerPath);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The owner's name only helps those who wait; the next holder overwrites it.
        }
        _file.Dispose();
    }

    private static FileStream? TryOpen(string folder, string path)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException fault) when (FileFault.IsBusy(fault))
        {
            return null;
        }
        catch (Exception fault) when (FileFault.Explain(fault, path) is { } explained)
        {
            throw explained;
        }
    }

    // The locked file cannot be read by others, so the owner's name lies beside it.
    private void WriteOwner(TimeProvider clock)
    {
        try
        {
            File.WriteAllText(_ownerPath, string.Create(CultureInfo.InvariantCulture,
                $"process {Environment.ProcessId} since {clock.GetUtcNow():yyyy-MM-dd HH:mm:ss}Z"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // As in Dispose: the lock holds without it.
        }
    }

    private static string Owner(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, OwnerName)) is { Length: > 0 } owner ? owner : "another process";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "another process";
        }
    }
}
