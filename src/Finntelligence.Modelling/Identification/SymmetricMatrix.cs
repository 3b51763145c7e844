using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Finntelligence.Modelling.Identification;

/// <summary>A small symmetric positive definite matrix: a sum of weighted outer products, to be solved by Cholesky's method.</summary>
/// <param name="size">Rows.</param>
public sealed class SymmetricMatrix(int size)
{
    // Sums kept in registers at a time, so that additions do not wait for each other.
    private const int Together = 4;

    // The lower triangle, row by row.
    private readonly double[] _values = new double[size * size];

    /// <summary>Adds weight × v vᵀ.</summary>
    public void Add(ReadOnlySpan<double> v, double weight) => AddRows(v, [weight]);

    /// <summary>Adds weight × v vᵀ for each of several v. Every sum is taken in their order, so it has the bits that adding one after the other gives.</summary>
    /// <param name="rows">One v after the other.</param>
    /// <param name="weights">One for each.</param>
    /// <param name="part">Which part of the matrix: others may be done at the same time.</param>
    /// <param name="parts">How many parts there are.</param>
    public void AddRows(ReadOnlySpan<double> rows, ReadOnlySpan<double> weights, int part = 0, int parts = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(rows.Length, weights.Length * size);
        var scaled = new double[weights.Length];
        for (var i = part; i < size; i += parts)
        {
            for (var r = 0; r < scaled.Length; r++)
                scaled[r] = weights[r] * rows[(r * size) + i];
            AddTo(_values.AsSpan(i * size, i + 1), rows, scaled);
        }
    }

    /// <summary>Adds another of the same size.</summary>
    public void Add(SymmetricMatrix other)
    {
        ArgumentNullException.ThrowIfNull(other);
        for (var k = 0; k < _values.Length; k++)
            _values[k] += other._values[k];
    }

    /// <summary>Adds to one element of the diagonal.</summary>
    public void AddDiagonal(int at, double value) => _values[(at * size) + at] += value;

    /// <summary>x with this · x = b. A direction without information (pivot 0) gets 0.</summary>
    public double[] Solve(ReadOnlySpan<double> b)
    {
        const double LeastPivot = 1e-12;
        var lower = new double[size, size];
        var x = new double[size];
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = _values[(i * size) + j];
                for (int k = 0; k < j; k++)
                    sum -= lower[i, k] * lower[j, k];
                if (i == j)
                    lower[i, i] = sum > LeastPivot * Math.Max(1, _values[(i * size) + i]) ? Math.Sqrt(sum) : 0;
                else
                    lower[i, j] = lower[j, j] == 0 ? 0 : sum / lower[j, j];
            }
        }
        for (int i = 0; i < size; i++)
        {
            double sum = b[i];
            for (int k = 0; k < i; k++)
                sum -= lower[i, k] * x[k];
            x[i] = lower[i, i] == 0 ? 0 : sum / lower[i, i];
        }
        for (int i = size - 1; i >= 0; i--)
        {
            double sum = x[i];
            for (int k = i + 1; k < size; k++)
                sum -= lower[k, i] * x[k];
            x[i] = lower[i, i] == 0 ? 0 : sum / lower[i, i];
        }
        return x;
    }

    // Adds scaled × row of every row; a multiplication and an addition each, never fused, as one number at a time would be.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddTo(Span<double> sums, ReadOnlySpan<double> rows, ReadOnlySpan<double> scaled)
    {
        var lanes = Vector512<double>.Count;
        ref var from = ref MemoryMarshal.GetReference(rows);
        ref var to = ref MemoryMarshal.GetReference(sums);
        var j = 0;
        for (; j + (Together * lanes) <= sums.Length; j += Together * lanes)
        {
            var (a, b) = (Vector512.LoadUnsafe(ref to, (nuint)j), Vector512.LoadUnsafe(ref to, (nuint)(j + lanes)));
            var (c, d) = (Vector512.LoadUnsafe(ref to, (nuint)(j + (2 * lanes))), Vector512.LoadUnsafe(ref to, (nuint)(j + (3 * lanes))));
            for (var r = 0; r < scaled.Length; r++)
            {
                var factor = Vector512.Create(scaled[r]);
                var at = (nuint)((r * size) + j);
                a += factor * Vector512.LoadUnsafe(ref from, at);
                b += factor * Vector512.LoadUnsafe(ref from, at + (nuint)lanes);
                c += factor * Vector512.LoadUnsafe(ref from, at + (nuint)(2 * lanes));
                d += factor * Vector512.LoadUnsafe(ref from, at + (nuint)(3 * lanes));
            }

            a.StoreUnsafe(ref to, (nuint)j);
            b.StoreUnsafe(ref to, (nuint)(j + lanes));
            c.StoreUnsafe(ref to, (nuint)(j + (2 * lanes)));
            d.StoreUnsafe(ref to, (nuint)(j + (3 * lanes)));
        }

        for (; j + lanes <= sums.Length; j += lanes)
        {
            var sum = Vector512.LoadUnsafe(ref to, (nuint)j);
            for (var r = 0; r < scaled.Length; r++)
                sum += Vector512.Create(scaled[r]) * Vector512.LoadUnsafe(ref from, (nuint)((r * size) + j));
            sum.StoreUnsafe(ref to, (nuint)j);
        }

        for (; j < sums.Length; j++)
        {
            for (var r = 0; r < scaled.Length; r++)
                sums[j] += scaled[r] * rows[(r * size) + j];
        }
    }
}
