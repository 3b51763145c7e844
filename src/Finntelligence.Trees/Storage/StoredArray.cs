using System.Buffers;
using System.Runtime.CompilerServices;

namespace Finntelligence.Trees.Storage;

/// <summary>Numbers of a <see cref="ScratchSpace"/>. Who made it disposes it, and keeps it alive while anyone reads it.</summary>
internal sealed unsafe class StoredArray<T> : MemoryManager<T>
    where T : unmanaged
{
    private readonly StoredMemory _memory;

    public StoredArray(StoredMemory memory, long length)
    {
        (_memory, Length) = (memory, length);
        Start = (T*)memory.Start;
    }

    /// <summary>How many.</summary>
    public long Length { get; }

    /// <summary>The first of them.</summary>
    public T* Start { get; }

    /// <summary>One of them; the index is not checked.</summary>
    public ref T this[nint index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Start[index];
    }

    /// <summary>All of them; at most as many as a span holds.</summary>
    public override Span<T> GetSpan() => new(Start, checked((int)Length));

    /// <summary>Never moves.</summary>
    public override MemoryHandle Pin(int elementIndex = 0) => new(Start + elementIndex);

    public override void Unpin()
    {
    }

    /// <summary>Gives it back; nothing may read it any more.</summary>
    public void Free() => _memory.Free();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Free();
    }
}
