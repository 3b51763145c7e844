using Finntelligence.Trees.Numerics;

namespace Finntelligence.Experiments.Estimators;

/// <summary>Quantiles of Student's law, by the expansion around the normal one (Abramowitz and Stegun 26.7.5): to 0.001 from 8 degrees of freedom on, to 1e-8 from 100.</summary>
public static class StudentQuantile
{
    /// <summary>The point below which a Student variable lies with a probability.</summary>
    /// <param name="probability">In (0, 1).</param>
    /// <param name="freedom">Degrees of freedom, at least 1.</param>
    public static double Of(double probability, double freedom)
    {
        double x = NormalQuantile.Of(probability), x2 = x * x;
        double g1 = x * (x2 + 1) / 4;
        double g2 = x * ((5 * x2 * x2) + (16 * x2) + 3) / 96;
        double g3 = x * ((3 * x2 * x2 * x2) + (19 * x2 * x2) + (17 * x2) - 15) / 384;
        double g4 = x * ((79 * x2 * x2 * x2 * x2) + (776 * x2 * x2 * x2) + (1482 * x2 * x2) - (1920 * x2) - 945) / 92160;
        return x + (((((((g4 / freedom) + g3) / freedom) + g2) / freedom) + g1) / freedom);
    }
}
