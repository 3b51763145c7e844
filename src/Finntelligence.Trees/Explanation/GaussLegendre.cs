using System.Collections.Immutable;

namespace Finntelligence.Trees.Explanation;

/// <summary>
/// Gauss–Legendre quadrature on [0, 1]: Σ weight·f(node) is the integral of f, exactly (up to rounding) for polynomials of
/// degree up to 2·points − 1.
/// </summary>
internal sealed class GaussLegendre
{
    private GaussLegendre(ImmutableArray<double> nodes, ImmutableArray<double> weights)
    {
        Nodes = nodes;
        Weights = weights;
    }

    /// <summary>Ascending, all inside (0, 1).</summary>
    public ImmutableArray<double> Nodes { get; }

    /// <summary>Positive; they sum to 1.</summary>
    public ImmutableArray<double> Weights { get; }

    /// <summary>Finds the roots of the Legendre polynomial by Newton's method from Tricomi's starting values.</summary>
    /// <param name="points">At least 1.</param>
    public static GaussLegendre Of(int points)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 1);
        var nodes = new double[points];
        var weights = new double[points];
        for (var i = 0; i < (points + 1) / 2; i++)
        {
            var root = Root(points, i);
            var (_, slope) = Legendre(points, root);
            var weight = 1 / ((1 - (root * root)) * slope * slope);
            // Roots come in pairs ±root. From [−1, 1] to [0, 1] halves both the distances and the weights.
            (nodes[i], nodes[points - 1 - i]) = ((1 - root) / 2, (1 + root) / 2);
            (weights[i], weights[points - 1 - i]) = (weight, weight);
        }

        return new GaussLegendre([.. nodes], [.. weights]);
    }

    /// <summary>The root number <paramref name="index"/>, largest first; 0 is exact for the middle one of an odd number.</summary>
    private static double Root(int points, int index)
    {
        if ((2 * index) + 1 == points)
            return 0;
        var root = Math.Cos(Math.PI * (index + 0.75) / (points + 0.5));
        for (var step = 0; step < 100; step++)
        {
            var (value, slope) = Legendre(points, root);
            var next = root - (value / slope);
            if (Math.Abs(next - root) <= 1e-16)
                return next;
            root = next;
        }

        return root;
    }

    /// <summary>P(x) and P′(x) by the three-term recurrence.</summary>
    private static (double Value, double Slope) Legendre(int degree, double x)
    {
        double before = 1, value = x;
        for (var k = 2; k <= degree; k++)
            (before, value) = (value, ((((2 * k) - 1) * x * value) - ((k - 1) * before)) / k);
        return (value, degree * ((x * value) - before) / ((x * x) - 1));
    }
}
