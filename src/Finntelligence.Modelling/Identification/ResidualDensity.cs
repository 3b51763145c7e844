using Finntelligence.Trees.Numerics;

namespace Finntelligence.Modelling.Identification;

/// <summary>
/// A density by Gaussian kernels over binned values, with Silverman's (1986) bandwidth: 0.9 · min(deviation, quartile distance ÷ 1.34) · n^(−1/5).
/// </summary>
internal sealed class ResidualDensity
{
    private const int Points = 2048;
    private const double Reach = 4;
    private static readonly double Scale = 1 / Math.Sqrt(2 * Math.PI);

    private readonly double[] _density;
    private readonly double _from;
    private readonly double _step;

    /// <summary>Fits it to finite values that are not all the same.</summary>
    public ResidualDensity(double[] values)
    {
        double[] sorted = [.. values.Order()];
        var count = sorted.Length;
        double mean = sorted.Average(), deviation = Math.Sqrt(sorted.Average(v => (v - mean) * (v - mean)));
        var quartiles = (sorted[(int)(0.75 * (count - 1))] - sorted[(int)(0.25 * (count - 1))]) / 1.34;
        var spread = quartiles > 0 ? Math.Min(deviation, quartiles) : deviation;
        // The bins must be able to show it; a fifth root by logarithms, which are the same on every machine.
        var bandwidth = Math.Max(
            0.9 * spread * PortableMath.Exp(-PortableMath.Log(count) / 5), 2 * (sorted[^1] - sorted[0]) / Points);
        _from = sorted[0] - (Reach * bandwidth);
        _step = (sorted[^1] + (Reach * bandwidth) - _from) / (Points - 1);
        var mass = new double[Points];
        foreach (var value in sorted)
            mass[(int)Math.Round((value - _from) / _step)] += 1.0 / count;
        var reach = (int)Math.Ceiling(Reach * bandwidth / _step);
        double[] kernel =
        [
            .. Enumerable.Range(-reach, (2 * reach) + 1).Select(k => k * _step / bandwidth).Select(z => Scale / bandwidth * PortableMath.Exp(-z * z / 2)),
        ];
        _density = new double[Points];
        for (var p = 0; p < Points; p++)
        {
            if (mass[p] == 0)
                continue;
            for (var k = Math.Max(-reach, -p); k <= Math.Min(reach, Points - 1 - p); k++)
                _density[p + k] += mass[p] * kernel[k + reach];
        }
    }

    /// <summary>The density at a value; 0 beyond the farthest kernel.</summary>
    public double At(double value)
    {
        var place = (value - _from) / _step;
        if (!(place >= 0 && place < Points - 1))
            return 0;
        var below = (int)place;
        return _density[below] + ((place - below) * (_density[below + 1] - _density[below]));
    }
}
