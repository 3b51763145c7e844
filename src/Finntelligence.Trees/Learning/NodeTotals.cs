using System.Runtime.Intrinsics;

namespace Finntelligence.Trees.Learning;

/// <summary>What a node holds: sums of gradients and hessians, rows, sum of weights.</summary>
internal readonly record struct NodeTotals(double Gradient, double Hessian, int Count, double Weight);

/// <summary>Turns integer sums back into numbers; the scales are powers of two, so nothing is lost.</summary>
internal readonly struct Units(Gradients gradients)
{
    private readonly double _gradient = 1 / gradients.GradientScale;
    private readonly double _hessian = 1 / gradients.HessianScale;
    private readonly double _weight = 1 / gradients.WeightScale;

    public double Gradient(Vector128<int> sum) => sum[0] * _gradient;

    public double Hessian(Vector128<int> sum) => sum[1] * _hessian;

    public NodeTotals Totals(Vector128<int> sum) =>
        new(Gradient(sum), Hessian(sum), sum[2], sum[3] * _weight);
}
