using System.Runtime.CompilerServices;

namespace Finntelligence.Trees.Storage;

/// <summary>
/// Where the rows of a training lie: in memory up to a bound, beyond it in files of a folder, which are mapped so that the system keeps as much of
/// them in memory as it can spare. What is learned does not depend on it, bit for bit. Files have no name once they are made, so a process that is
/// killed leaves nothing behind, but for the one file that it may be making at that moment (see <see cref="ScratchFile"/>).
/// </summary>
public sealed class ScratchSpace : IDisposable
{
    // What is read front to back may take half of the memory, so that the other half is left for what every node of a tree reads.
    private const int BulkShare = 2;

    private readonly object _lock = new();
    private readonly HashSet<StoredMemory> _held = [];
    private readonly long _bound;
    private long _inMemory;
    private long _inFiles;
    private bool _isDisposed;

    /// <summary>A bound and a folder.</summary>
    /// <param name="memory">Most bytes of rows in memory, at least 0.</param>
    /// <param name="folder">Exists and can be written to.</param>
    public ScratchSpace(long memory, string folder)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(memory);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        (_bound, Folder) = (memory, folder);
    }

    private ScratchSpace() => _bound = long.MaxValue;

    /// <summary>All in memory.</summary>
    public static ScratchSpace Unbounded { get; } = new();

    /// <summary>Where the files lie; null where there are none.</summary>
    public string? Folder { get; }

    /// <summary>Whether files are used at all.</summary>
    public bool IsBounded => Folder is not null;

    /// <summary>Bytes in files now.</summary>
    public long InFiles => Interlocked.Read(ref _inFiles);

    /// <summary>Bytes in memory now, of what is counted here.</summary>
    public long InMemory => Interlocked.Read(ref _inMemory);

    /// <summary>Most bytes of values in a block of rows; smaller only in tests.</summary>
    internal int BlockBytes { get; init; } = 1 << 21;

    /// <summary>Whether it has ended.</summary>
    internal bool IsDisposed => Volatile.Read(ref _isDisposed);

    /// <summary>Room for so many numbers, uninitialised.</summary>
    /// <param name="count">At least 0.</param>
    /// <param name="isBulk">Whether it is read front to back, so that it may rather lie in a file.</param>
    /// <exception cref="ScratchException">The folder has no room, or cannot be written to.</exception>
    internal StoredArray<T> Allocate<T>(long count, bool isBulk = false)
        where T : unmanaged => new(Take(checked(count * Unsafe.SizeOf<T>()), isBulk), count);

    /// <summary>Gives everything back; nothing that lies here may be read any more.</summary>
    public void Dispose()
    {
        if (!IsBounded)
            return;
        lock (_lock)
        {
            _isDisposed = true;
            foreach (var memory in _held.ToArray())
                memory.Free();
        }
    }

    private StoredMemory Take(long bytes, bool isBulk)
    {
        if (!IsBounded)
            return new NativeBlock(bytes);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            var fits = bytes <= (isBulk ? _bound / BulkShare : _bound) - _inMemory;
            StoredMemory memory = fits ? new NativeBlock(bytes) : new ScratchFile(Folder!, bytes);
            _held.Add(memory);
            Count(memory, bytes);
            memory.Freed = Release;
            return memory;
        }
    }

    private void Release(StoredMemory memory)
    {
        lock (_lock)
        {
            if (_held.Remove(memory))
                Count(memory, -memory.Bytes);
        }
    }

    private void Count(StoredMemory memory, long bytes)
    {
        if (memory is ScratchFile)
            _inFiles += bytes;
        else
            _inMemory += bytes;
    }
}
