using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Finntelligence.Trees.Learning;

/// <summary>
/// Counts how many of up to 255 ascending bounds are below a value, in two steps of 16 comparisons at once and no branch:
/// first which sixteen, then where among them.
/// </summary>
internal sealed class BoundSearch
{
    private const int Width = 16;

    private readonly float[] _bounds = new float[Width * Width];

    /// <summary>The last of each sixteen.</summary>
    private readonly float[] _last = new float[Width];

    public BoundSearch(ReadOnlySpan<float> bounds)
    {
        // No value is above +∞, so the padding is never counted, and there is some: the last sixteen is never passed.
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(bounds.Length, _bounds.Length);
        Array.Fill(_bounds, float.PositiveInfinity);
        bounds.CopyTo(_bounds);
        for (var i = 0; i < Width; i++)
            _last[i] = _bounds[(i * Width) + Width - 1];
    }

    /// <summary>Number of bounds below the value; 0 for NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int CountBelow(float value)
    {
        var values = Vector512.Create(value);
        var sixteens = Count(Vector512.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(_last)), values);
        ref var bounds = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_bounds), sixteens * Width);
        return (sixteens * Width) + Count(Vector512.LoadUnsafe(ref bounds), values);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Count(Vector512<float> bounds, Vector512<float> values) =>
        BitOperations.PopCount(Vector512.LessThan(bounds, values).ExtractMostSignificantBits());
}
