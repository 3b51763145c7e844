using System.Runtime.Intrinsics;
using Finntelligence.Trees.Numerics;

namespace Finntelligence.Trees.Learning;

/// <summary>
/// First and second derivatives of the log-loss, as integers. A row's four numbers — gradient, hessian, 1, weight — are one
/// 128-bit vector, so that a histogram adds them at once; integer sums do not depend on order, so neither threads nor vector
/// width can change a tree, and a sibling's histogram by subtraction is exact.
/// </summary>
internal sealed class Gradients
{
    // Each scale is the power of two that brings the sum over all rows just below 2³⁰: no node can overflow.
    private const double SumLimit = 1 << 30;
    private const double ProbeScale = 1 << 24;
    private const int ChunkRows = 8192;

    private readonly LabeledRows _rows;
    private readonly double[] _gradients;
    private readonly double[] _hessians;
    private readonly double _probeScale;
    private readonly ParallelOptions _parallel;

    public Gradients(LabeledRows rows, int threads, CancellationToken cancellationToken)
    {
        _rows = rows;
        _parallel = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        _gradients = new double[rows.Count];
        _hessians = new double[rows.Count];
        Packed = new Vector128<int>[rows.Count];
        WeightScale = rows.Weights is null ? 1 : ScaleFor(rows.Weights.Sum(w => (double)w), rows.Count);
        _probeScale = ProbeScale * WeightScale;
    }

    /// <summary>(gradient, hessian, 1, weight) of each row, scaled.</summary>
    public Vector128<int>[] Packed { get; }

    public double GradientScale { get; private set; }

    public double HessianScale { get; private set; }

    public double WeightScale { get; }

    /// <summary>Takes the derivatives at these scores.</summary>
    public void Update(double[] scores)
    {
        var chunks = (_rows.Count + ChunkRows - 1) / ChunkRows;
        long gradientSum = 0, hessianSum = 0;
        Parallel.For(0, chunks, _parallel, chunk =>
        {
            var (gradient, hessian) = Differentiate(scores, chunk * ChunkRows, Math.Min(_rows.Count, (chunk + 1) * ChunkRows));
            Interlocked.Add(ref gradientSum, gradient);
            Interlocked.Add(ref hessianSum, hessian);
        });

        // The probe truncates, so each sum may be short by one unit per row.
        GradientScale = ScaleFor((gradientSum + _rows.Count) / _probeScale, _rows.Count);
        HessianScale = ScaleFor((hessianSum + _rows.Count) / _probeScale, _rows.Count);
        Parallel.For(0, chunks, _parallel, chunk => Quantise(chunk * ChunkRows, Math.Min(_rows.Count, (chunk + 1) * ChunkRows)));
    }

    private (long Gradient, long Hessian) Differentiate(double[] scores, int from, int to)
    {
        long gradientSum = 0, hessianSum = 0;
        var weights = _rows.Weights;
        for (var i = from; i < to; i++)
        {
            var p = PortableMath.Sigmoid(scores[i]);
            var weight = weights is null ? 1.0 : weights[i];
            var gradient = (p - _rows.Labels[i]) * weight;
            var hessian = p * (1 - p) * weight;
            _gradients[i] = gradient;
            _hessians[i] = hessian;
            gradientSum += (long)(Math.Abs(gradient) * _probeScale);
            hessianSum += (long)(hessian * _probeScale);
        }

        return (gradientSum, hessianSum);
    }

    private void Quantise(int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            var weight = _rows.Weights is null ? 1 : (int)Math.Round(_rows.Weights[i] * WeightScale);
            Packed[i] = Vector128.Create(
                (int)Math.Round(_gradients[i] * GradientScale), (int)Math.Round(_hessians[i] * HessianScale), 1, weight);
        }
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
