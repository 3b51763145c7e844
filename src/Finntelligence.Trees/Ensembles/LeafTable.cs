using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Finntelligence.Trees.Ensembles;

/// <summary>A tree as <see cref="LeafTables{TTable}"/> holds it. Whole cache lines long.</summary>
/// <typeparam name="TSelf">
/// One of three sizes, so that each has code of its own and none is longer than its trees need. They are written out: put together of shared
/// parts by generics, a row took 10 to 14 % longer with trees of 12 leaves, the shipped models' size (417 ns for 377, of 100 trees).
/// </typeparam>
internal interface ILeafTable<TSelf>
    where TSelf : struct, ILeafTable<TSelf>
{
    /// <summary>The most leaves of a tree.</summary>
    static abstract int Lanes { get; }

    /// <summary>Lays out a tree.</summary>
    static abstract TSelf Of(in LeafLanes lanes);

    /// <summary>Which nodes send the row left by their thresholds; a missing value goes right.</summary>
    uint Lefts(RowValues row);

    /// <summary>Which nodes test a missing value.</summary>
    uint Missing(RowValues row);

    /// <summary>Which leaves' paths agree with the outcomes of all the tree's tests.</summary>
    uint Matches(uint lefts);
}

/// <summary>Up to 16 leaves, 256 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Size = 256)]
internal readonly struct LeafTable16 : ILeafTable<LeafTable16>
{
    private readonly Vector512<float> _thresholds;
    private readonly Vector512<uint> _masks;
    private readonly Vector512<uint> _bits;
    private readonly Vector128<byte> _features;

    private LeafTable16(in LeafLanes lanes)
    {
        _thresholds = Vector512.Create<float>(lanes.Thresholds.AsSpan());
        _masks = Vector512.Create<uint>(lanes.Masks.AsSpan());
        _bits = Vector512.Create<uint>(lanes.Bits.AsSpan());
        _features = Vector128.Create<byte>(lanes.Features.AsSpan());
    }

    public static int Lanes => 16;

    public static LeafTable16 Of(in LeafLanes lanes) => new(lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Lefts(RowValues row) => (uint)Vector512.LessThanOrEqual(row.Select(_features), _thresholds).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Missing(RowValues row) => (uint)Vector512.IsNaN(row.Select(_features)).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Matches(uint lefts) =>
        (uint)Vector512.Equals(Vector512.Create(lefts) & _masks, _bits).ExtractMostSignificantBits();
}

/// <summary>Up to 24 leaves, 320 bytes: 100 such trees fit into the first-level cache.</summary>
[StructLayout(LayoutKind.Sequential, Size = 320)]
internal readonly struct LeafTable24 : ILeafTable<LeafTable24>
{
    private readonly Vector512<float> _thresholds;
    private readonly Vector512<uint> _masks;
    private readonly Vector512<uint> _bits;
    private readonly Vector256<float> _moreThresholds;
    private readonly Vector256<uint> _moreMasks;
    private readonly Vector256<uint> _moreBits;
    private readonly Vector128<byte> _features;
    private readonly Vector128<byte> _moreFeatures;

    private LeafTable24(in LeafLanes lanes)
    {
        _thresholds = Vector512.Create<float>(lanes.Thresholds.AsSpan());
        _masks = Vector512.Create<uint>(lanes.Masks.AsSpan());
        _bits = Vector512.Create<uint>(lanes.Bits.AsSpan());
        _moreThresholds = Vector256.Create<float>(lanes.Thresholds.AsSpan(16));
        _moreMasks = Vector256.Create<uint>(lanes.Masks.AsSpan(16));
        _moreBits = Vector256.Create<uint>(lanes.Bits.AsSpan(16));
        _features = Vector128.Create<byte>(lanes.Features.AsSpan());
        _moreFeatures = Vector64.Create<byte>(lanes.Features.AsSpan(16)).ToVector128();
    }

    public static int Lanes => 24;

    public static LeafTable24 Of(in LeafLanes lanes) => new(lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Lefts(RowValues row) =>
        (uint)Vector512.LessThanOrEqual(row.Select(_features), _thresholds).ExtractMostSignificantBits()
        | Vector256.LessThanOrEqual(row.Select(_moreFeatures).GetLower(), _moreThresholds).ExtractMostSignificantBits() << 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Missing(RowValues row) =>
        (uint)Vector512.IsNaN(row.Select(_features)).ExtractMostSignificantBits()
        | Vector256.IsNaN(row.Select(_moreFeatures).GetLower()).ExtractMostSignificantBits() << 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Matches(uint lefts) =>
        (uint)Vector512.Equals(Vector512.Create(lefts) & _masks, _bits).ExtractMostSignificantBits()
        | Vector256.Equals(Vector256.Create(lefts) & _moreMasks, _moreBits).ExtractMostSignificantBits() << 16;
}

/// <summary>Up to 32 leaves, 448 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Size = 448)]
internal readonly struct LeafTable32 : ILeafTable<LeafTable32>
{
    private readonly Vector512<float> _thresholds;
    private readonly Vector512<uint> _masks;
    private readonly Vector512<uint> _bits;
    private readonly Vector512<float> _moreThresholds;
    private readonly Vector512<uint> _moreMasks;
    private readonly Vector512<uint> _moreBits;
    private readonly Vector128<byte> _features;
    private readonly Vector128<byte> _moreFeatures;

    private LeafTable32(in LeafLanes lanes)
    {
        _thresholds = Vector512.Create<float>(lanes.Thresholds.AsSpan());
        _masks = Vector512.Create<uint>(lanes.Masks.AsSpan());
        _bits = Vector512.Create<uint>(lanes.Bits.AsSpan());
        _moreThresholds = Vector512.Create<float>(lanes.Thresholds.AsSpan(16));
        _moreMasks = Vector512.Create<uint>(lanes.Masks.AsSpan(16));
        _moreBits = Vector512.Create<uint>(lanes.Bits.AsSpan(16));
        _features = Vector128.Create<byte>(lanes.Features.AsSpan());
        _moreFeatures = Vector128.Create<byte>(lanes.Features.AsSpan(16));
    }

    public static int Lanes => 32;

    public static LeafTable32 Of(in LeafLanes lanes) => new(lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Lefts(RowValues row) =>
        (uint)Vector512.LessThanOrEqual(row.Select(_features), _thresholds).ExtractMostSignificantBits()
        | (uint)Vector512.LessThanOrEqual(row.Select(_moreFeatures), _moreThresholds).ExtractMostSignificantBits() << 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Missing(RowValues row) =>
        (uint)Vector512.IsNaN(row.Select(_features)).ExtractMostSignificantBits()
        | (uint)Vector512.IsNaN(row.Select(_moreFeatures)).ExtractMostSignificantBits() << 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Matches(uint lefts) =>
        (uint)Vector512.Equals(Vector512.Create(lefts) & _masks, _bits).ExtractMostSignificantBits()
        | (uint)Vector512.Equals(Vector512.Create(lefts) & _moreMasks, _moreBits).ExtractMostSignificantBits() << 16;
}

/// <summary>A row of at most 32 values in two registers.</summary>
internal readonly struct RowValues
{
    public const int Most = 32;

    public readonly bool HasMissing;

    private readonly Vector512<float> _low;
    private readonly Vector512<float> _high;

    public RowValues(ReadOnlySpan<float> row)
    {
        Span<float> padded = stackalloc float[Most];
        padded.Clear();
        row.CopyTo(padded);
        _low = Vector512.Create<float>(padded);
        _high = Vector512.Create<float>(padded[(Most / 2)..]);
        HasMissing = (Vector512.IsNaN(_low) | Vector512.IsNaN(_high)) != Vector512<float>.Zero;
    }

    /// <summary>The values of 16 features.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Select(Vector128<byte> features) =>
        Avx512F.PermuteVar16x32x2(_low, Avx512F.ConvertToVector512Int32(features), _high);
}
