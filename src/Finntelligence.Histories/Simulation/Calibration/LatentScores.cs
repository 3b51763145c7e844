namespace Finntelligence.Histories.Simulation.Calibration;

/// <summary>The characteristics that hang together.</summary>
internal enum Trait
{
    Income,
    Dormancy,
    BureauScore,
    ApplicationScore,
    LastAmount,
    PriorLoans,
    Age,
    Dependants,
    Female,
    Married,
    Educated,
    Rural,
    LastTerm,
}

/// <summary>
/// Correlated standard normal scores, one per <see cref="Trait"/> (a Gaussian copula). Correlations are of normal scores within class and
/// wave in the experiment; those of yes/no traits are scaled up to their latent scores.
/// </summary>
internal static class LatentScores
{
    private static readonly double[][] Correlation =
    [
        [],
        [-0.03],
        [-0.13, -0.02],
        [0.20, 0.07, -0.04],
        [0.39, 0.02, -0.09, 0.24],
        [0.04, 0.14, -0.06, 0.18, 0.10],
        [0.05, 0.09, 0.24, 0.33, 0.05, 0.22],
        [0.04, -0.34, 0.09, 0.03, -0.01, 0.01, 0.28],
        [-0.04, 0.00, -0.15, 0.41, 0.01, 0.00, 0.08, -0.02],
        [0.16, 0.01, 0.14, 0.20, 0.15, 0.06, 0.49, 0.29, -0.20],
        [0.43, -0.03, -0.24, 0.24, 0.36, -0.02, -0.14, -0.08, 0.33, 0.00],
        [0.14, -0.01, -0.01, -0.13, -0.03, -0.06, 0.11, 0.16, 0.04, 0.15, 0.15],
        [0.16, -0.04, -0.05, 0.21, 0.69, 0.41, 0.11, 0.00, 0.04, 0.11, 0.16, 0.01],
    ];

    private static readonly double[][] Factor = Cholesky();

    /// <summary>Draws all scores.</summary>
    public static double[] Draw(RowRandom random)
    {
        double[] independent = new double[Factor.Length];
        double[] scores = new double[Factor.Length];
        for (int i = 0; i < Factor.Length; i++)
        {
            independent[i] = random.Normal();
            for (int j = 0; j <= i; j++)
                scores[i] += Factor[i][j] * independent[j];
        }
        return scores;
    }

    private static double[][] Cholesky()
    {
        double[][] lower = [.. Correlation.Select(row => new double[row.Length + 1])];
        for (int i = 0; i < lower.Length; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double rest = i == j ? 1 : Correlation[i][j];
                for (int k = 0; k < j; k++)
                    rest -= lower[i][k] * lower[j][k];
                lower[i][j] = i == j ? Math.Sqrt(rest) : rest / lower[j][j];
            }
        }
        return lower;
    }
}
