namespace Finntelligence.Trees.Numerics;

/// <summary>The standard normal law.</summary>
public static class Normal
{
    private const double Far = 8;
    private static readonly double Scale = 1 / Math.Sqrt(2 * Math.PI);

    /// <summary>φ(x).</summary>
    public static double Density(double x) => Scale * Math.Exp(-x * x / 2);

    /// <summary>Φ(x): Marsaglia's series (J. of Statistical Software 11(4), 2004), to about 15 digits where |x| is below 8.</summary>
    public static double Distribution(double x)
    {
        if (Math.Abs(x) > Far)
            return x > 0 ? 1 : 0;
        double sum = x, term = x;
        for (int k = 3; ; k += 2)
        {
            term *= x * x / k;
            double next = sum + term;
            if (next == sum)
                break;
            sum = next;
        }
        return 0.5 + (sum * Density(x));
    }
}
