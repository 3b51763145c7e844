using System.Runtime.InteropServices;

namespace Finntelligence.Trees.Storage;

/// <summary>Bytes outside of what the runtime collects.</summary>
internal abstract unsafe class StoredMemory
{
    private int _isFreed;

    protected StoredMemory(long bytes) => Bytes = bytes;

    /// <summary>How many.</summary>
    public long Bytes { get; }

    /// <summary>The first, aligned to a cache line.</summary>
    public abstract byte* Start { get; }

    /// <summary>Told when it is given back.</summary>
    public Action<StoredMemory>? Freed { get; set; }

    /// <summary>Gives it back; a second time does nothing.</summary>
    public void Free()
    {
        if (Interlocked.Exchange(ref _isFreed, 1) != 0)
            return;
        Release();
        GC.SuppressFinalize(this);
        Freed?.Invoke(this);
    }

    protected abstract void Release();
}

/// <summary>In memory.</summary>
internal sealed unsafe class NativeBlock(long bytes) : StoredMemory(bytes)
{
    private const int CacheLine = 64;

    // A file's view has its own; of what was forgotten only this would stay.
    ~NativeBlock() => Free();

    public override byte* Start { get; } = (byte*)NativeMemory.AlignedAlloc((nuint)Math.Max(bytes, 1), CacheLine);

    protected override void Release() => NativeMemory.AlignedFree(Start);
}
