using System.Runtime.Intrinsics;

namespace Finntelligence.Trees.Learning;

/// <summary>
/// Gradient, hessian and count side by side in one 64-bit number, so that one addition sums all three of a row. That is exact
/// for as many rows as the fields have room for; then the sums must be taken over into wider ones.
/// </summary>
internal readonly record struct NarrowSums
{
    /// <summary>With room for fewer rows they are of no use: sums would have to be taken over too often.</summary>
    public const int FewestRows = 1024;

    private readonly int _hessianShift;
    private readonly int _countShift;

    /// <param name="gradientScale">A power of two; no gradient is above it.</param>
    /// <param name="hessianScale">A power of two; no hessian is above a quarter of it.</param>
    public NarrowSums(double gradientScale, double hessianScale)
    {
        // Bits of one row's numbers; rows add as many bits as their number has. The gradient has a sign besides.
        var gradientBits = Math.Max(0, Math.ILogB(gradientScale)) + 2;
        var hessianBits = Math.Max(0, Math.ILogB(hessianScale) - 2) + 1;
        var rowBits = Math.Max(0, (64 - gradientBits - hessianBits - 1) / 3);
        Rows = 1 << rowBits;
        _hessianShift = gradientBits + rowBits;
        _countShift = _hessianShift + hessianBits + rowBits;
    }

    /// <summary>How many rows can be summed.</summary>
    public int Rows { get; }

    /// <summary>One row.</summary>
    public long Of(int gradient, int hessian) => gradient + ((long)hessian << _hessianShift) + (1L << _countShift);

    /// <summary>Eight rows.</summary>
    public Vector512<long> Of(Vector512<long> gradients, Vector512<long> hessians) =>
        gradients + (hessians << _hessianShift) + Vector512.Create(1L << _countShift);

    /// <summary>A sum as the four numbers of a histogram; each row weighs 1.</summary>
    public Vector128<int> Take(long sum)
    {
        // The gradient is the only field with a sign; taking it away leaves the others as they were added.
        var gradient = sum << (64 - _hessianShift) >> (64 - _hessianShift);
        var rest = (ulong)(sum - gradient);
        var count = (int)(rest >> _countShift);
        var hessian = (int)((rest - ((ulong)count << _countShift)) >> _hessianShift);
        return Vector128.Create((int)gradient, hessian, count, count);
    }
}
