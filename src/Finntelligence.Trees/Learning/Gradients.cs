using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Finntelligence.Trees.Numerics;
using Finntelligence.Trees.Storage;

namespace Finntelligence.Trees.Learning;

/// <summary>
/// First and second derivatives of the log-loss, as integers. Integer sums do not depend on order, so neither threads nor
/// vector width can change a tree, and a sibling's histogram by subtraction is exact. A row's gradient and hessian are kept in
/// one 64-bit number: as the fields of narrow sums where these are of use, else in its halves. A histogram adds the four numbers
/// (gradient, hessian, 1, weight) at once. Of a row that is an event in part both halves are in its numbers, each rounded by itself.
/// </summary>
internal sealed class Gradients : IDisposable
{
    // Each scale is the power of two that brings the sum over all rows just below 2³⁰: no node can overflow.
    private const double SumLimit = 1 << 30;
    private const double ProbeScale = 1 << 24;
    private const int ChunkRows = 16_384;
    private const int Lanes = 8;

    // No weight reaches it, so it says that a row has two halves.
    private const int BothHalves = 1 << 30;
    private const int BothHalvesBit = 30;

    private readonly LabeledRows _rows;
    private readonly int _halves;
    private readonly StoredArray<long> _packed;

    /// <summary>Scaled and rounded; null when every weight is 1.</summary>
    private readonly StoredArray<int>? _weights;
    private readonly double _probeScale;
    private readonly WorkerTeam _team;

    public Gradients(LabeledRows rows, WorkerTeam team)
    {
        _rows = rows;
        _team = team;
        _packed = rows.Values.Space.Allocate<long>(rows.Count);
        _halves = rows.Halves;
        WeightScale = IsWeighted ? ScaleFor(rows.TotalWeight(), _halves) : 1;
        try
        {
            _weights = IsWeighted ? rows.Values.Space.Allocate<int>(rows.Count) : null;
        }
        catch
        {
            _packed.Free();
            throw;
        }

        for (var i = 0; _weights is not null && i < rows.Count; i++)
            _weights[i] = WeightOf(i);
        _probeScale = ProbeScale * WeightScale;
    }

    public double GradientScale { get; private set; }

    public double HessianScale { get; private set; }

    public double WeightScale { get; }

    /// <summary>(gradient, hessian, 1 or the number of halves, weight) of a row, scaled.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<int> Of(int row) => Narrow is { } narrow
        ? narrow.Take(_packed[row])
        : Vector128.CreateScalar(_packed[row]).AsInt32() | CountAndWeight(row);

    /// <summary>How a row's numbers fit into one; null for rows with weights, which do not, and where the sums of too few rows would.</summary>
    public NarrowSums? Narrow { get; private set; }

    /// <summary>Gradient, hessian and 1 of each row in one number, where <see cref="Narrow"/> says how.</summary>
    public ReadOnlySpan<long> NarrowNumbers => _packed.GetSpan();

    public void Dispose()
    {
        _packed.Free();
        _weights?.Free();
    }

    private bool IsWeighted => _rows.Weights is not null || _rows.IsFractional;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector128<int> CountAndWeight(int row)
    {
        if (_weights is null)
            return Vector128.Create(0, 0, 1, 1);
        var weight = _weights[row];
        return Vector128.Create(0, 0, 1 + (weight >> BothHalvesBit), weight & (BothHalves - 1));
    }

    private int WeightOf(int row)
    {
        if (!_rows.IsFractional)
            return Scaled(_rows.Weights![row]);
        var (asEvent, other) = _rows.HalvesOf(row);
        return (Scaled(asEvent) + Scaled(other)) | (asEvent > 0 && other > 0 ? BothHalves : 0);

        int Scaled(float weight) => (int)Math.Round(weight * WeightScale);
    }

    /// <summary>The sum over some rows.</summary>
    public Vector128<int> SumOf(ReadOnlyMemory<int> order)
    {
        var count = order.Length;
        var chunks = (count + ChunkRows - 1) / ChunkRows;
        var sums = new Vector128<int>[chunks];
        _team.Run("root sum", chunks, (chunk, _) =>
        {
            var rows = order.Span.Slice(chunk * ChunkRows, Math.Min(ChunkRows, count - (chunk * ChunkRows)));
            sums[chunk] = Narrow is { } narrow ? SumOf(rows, narrow) : SumOf(rows);
        });
        return sums.Aggregate(Vector128<int>.Zero, (total, sum) => total + sum);
    }

    private Vector128<int> SumOf(ReadOnlySpan<int> rows)
    {
        var sum = Vector128<int>.Zero;
        foreach (var row in rows)
            sum += Of(row);
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Vector128<int> SumOf(ReadOnlySpan<int> rows, NarrowSums narrow)
    {
        var total = Vector128<int>.Zero;
        while (!rows.IsEmpty)
        {
            var part = rows[..Math.Min(narrow.Rows, rows.Length)];
            var sum = 0L;
            foreach (var row in part)
                sum += _packed[row];
            total += narrow.Take(sum);
            rows = rows[part.Length..];
        }

        return total;
    }

    /// <summary>Takes the derivatives at these scores.</summary>
    /// <param name="scores">One per row.</param>
    /// <param name="pending">What the last tree adds to the scores: each block of rows is brought up to date just before it is read.</param>
    public void Update(Memory<double> scores, ScoreUpdate? pending = null)
    {
        var chunks = (_rows.Count + ChunkRows - 1) / ChunkRows;
        long gradientSum = 0, hessianSum = 0;
        _team.Run("scores", chunks, (chunk, _) =>
        {
            var part = Part(chunk);
            pending?.Apply(scores.Span, part.From, part.To);
            var (gradient, hessian) = Differentiate(scores.Span, part);
            Interlocked.Add(ref gradientSum, gradient);
            Interlocked.Add(ref hessianSum, hessian);
        });

        // The probe truncates, so each sum may be short by one unit per row.
        var gradientScale = ScaleFor((gradientSum + _halves) / _probeScale, _halves);
        var hessianScale = ScaleFor((hessianSum + _halves) / _probeScale, _halves);
        if ((gradientScale, hessianScale) == (GradientScale, HessianScale))
            return;

        // The scales of the round before, at which all was written down, seldom change.
        (GradientScale, HessianScale) = (gradientScale, hessianScale);
        Narrow = _weights is null && new NarrowSums(gradientScale, hessianScale) is { Rows: >= NarrowSums.FewestRows } narrow ? narrow : null;
        _team.Run("gradients", chunks, (chunk, _) => Differentiate(scores.Span, Part(chunk)));

        (int From, int To) Part(int chunk) => (chunk * ChunkRows, Math.Min(_rows.Count, (chunk + 1) * ChunkRows));
    }

    /// <summary>Writes the derivatives of some rows down at the scales there are, and tells about how large the sums of |gradient| and
    /// hessian are, by which scales are chosen.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private (long Gradient, long Hessian) Differentiate(ReadOnlySpan<double> scores, (int From, int To) part)
    {
        var gradientSum = Vector512<long>.Zero;
        var hessianSum = Vector512<long>.Zero;
        var isFractional = _rows.IsFractional;
        for (var i = part.From; i < part.To; i += Lanes)
        {
            var (gradient, hessian) = Differentiate(scores, i, part.To - i);
            gradientSum += Vector512.ConvertToInt64(Vector512.Abs(gradient) * _probeScale);
            hessianSum += Vector512.ConvertToInt64(hessian * _probeScale);
            var (gradients, hessians) = (VectorMath.RoundToInt64(gradient * GradientScale), VectorMath.RoundToInt64(hessian * HessianScale));
            if (isFractional)
            {
                (gradient, hessian) = Differentiate(scores, i, part.To - i, others: true);
                gradientSum += Vector512.ConvertToInt64(Vector512.Abs(gradient) * _probeScale);
                hessianSum += Vector512.ConvertToInt64(hessian * _probeScale);
                gradients += VectorMath.RoundToInt64(gradient * GradientScale);
                hessians += VectorMath.RoundToInt64(hessian * HessianScale);
            }

            var packed = Pack(gradients, hessians);
            if (part.To - i >= Lanes)
            {
                packed.StoreUnsafe(ref _packed[i]);
                continue;
            }

            for (var k = 0; k < part.To - i; k++)
                _packed[i + k] = packed[k];
        }

        return (Vector512.Sum(gradientSum), Vector512.Sum(hessianSum));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<long> Pack(Vector512<long> gradient, Vector512<long> hessian) => Narrow is { } narrow
        ? narrow.Of(gradient, hessian)
        : (gradient & Vector512.Create(0xFFFF_FFFFL)) | (hessian << 32);

    /// <summary>Derivatives of the rows from one on; beyond <paramref name="count"/> they are 0. Of rows that are events in part, those of one half.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (Vector512<double> Gradient, Vector512<double> Hessian) Differentiate(ReadOnlySpan<double> scores, int from, int count, bool others = false)
    {
        if (count < Lanes)
            return DifferentiateTail(scores, from, count, others);
        if (_rows.IsFractional)
        {
            var shares = Vector256.LoadUnsafe(ref _rows.Labels[from]);
            var (lower, upper) = Vector256.Widen(others ? Vector256<float>.One - shares : shares);
            return Differentiate(
                Vector512.LoadUnsafe(in scores[from]), others ? Vector512<double>.Zero : Vector512<double>.One, Vector512.Create(lower, upper));
        }

        var weight = _rows.Weights is null ? Vector512<double>.One : Load(_rows.Weights, from);
        return Differentiate(Vector512.LoadUnsafe(in scores[from]), Load(_rows.Labels, from), weight);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private (Vector512<double> Gradient, Vector512<double> Hessian) DifferentiateTail(ReadOnlySpan<double> scores, int from, int count, bool others)
    {
        Span<double> score = stackalloc double[Lanes], label = stackalloc double[Lanes], weight = stackalloc double[Lanes];
        for (var k = 0; k < count; k++)
        {
            score[k] = scores[from + k];
            (label[k], weight[k]) = !_rows.IsFractional ? (_rows.Labels[from + k], _rows.Weights is null ? 1 : _rows.Weights[from + k])
                : others ? (0, _rows.HalvesOf(from + k).Other) : (1, _rows.HalvesOf(from + k).Event);
        }

        return Differentiate(Vector512.Create<double>(score), Vector512.Create<double>(label), Vector512.Create<double>(weight));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<double> Gradient, Vector512<double> Hessian) Differentiate(
        Vector512<double> score, Vector512<double> label, Vector512<double> weight)
    {
        var p = VectorMath.Sigmoid(score);
        return ((p - label) * weight, p * (Vector512<double>.One - p) * weight);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Load(float[] values, int from)
    {
        var (lower, upper) = Vector256.Widen(Vector256.LoadUnsafe(ref values[from]));
        return Vector512.Create(lower, upper);
    }

    /// <summary>The greatest power of two that keeps a sum of <paramref name="count"/> rounded numbers below 2³⁰.</summary>
    /// <param name="sum">Greater than 0, finite.</param>
    /// <param name="count">Each rounding adds at most a half.</param>
    private static double ScaleFor(double sum, int count)
    {
        var room = SumLimit - count;
        return Math.ScaleB(1, Math.Clamp(Math.ILogB(room / sum), -1000, 1000));
    }
}
