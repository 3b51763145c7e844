using Finntelligence.Trees.Numerics;

namespace Finntelligence.Modelling.Fitting;

/// <summary>Logistic regression of labels on what is held fixed and on the rate, with log-odds given, by Newton's method.</summary>
internal static class EffectRegression
{
    private const int MostRounds = 30;
    private const double Enough = 1e-9;

    /// <summary>Coefficients of what is held fixed and, last, of the rate; null where they cannot be found.</summary>
    /// <param name="logOdds">Given.</param>
    /// <param name="labels">0 or 1.</param>
    /// <param name="held">What is held fixed, of a mean.</param>
    /// <param name="means">Of each row. What is held fixed is several numbers, so it is made anew whenever it is asked for.</param>
    /// <param name="moves">Rate less a constant; null to leave it out.</param>
    /// <param name="moments">What nothing left of the labels may go with: the rate itself, or an instrument.</param>
    public static double[]? Fit(double[] logOdds, float[] labels, MeanBasis held, double[] means, double[]? moves, double[]? moments)
    {
        var size = held.Count + (moves is null ? 0 : 1);
        double[] unknown = new double[size], column = new double[size], moment = new double[size];
        for (var round = 0; round < MostRounds; round++)
        {
            var equations = new double[size, size + 1];
            for (var i = 0; i < logOdds.Length; i++)
            {
                held.Of(means[i], column);
                held.Of(means[i], moment);
                if (moves is not null)
                    (column[^1], moment[^1]) = (moves[i], moments![i]);
                var sum = logOdds[i];
                for (var k = 0; k < size; k++)
                    sum += unknown[k] * column[k];
                var p = 1 / (1 + PortableMath.Exp(-sum));
                double error = labels[i] - p, curvature = p * (1 - p);
                for (var k = 0; k < size; k++)
                {
                    equations[k, size] += moment[k] * error;
                    for (var l = 0; l < size; l++)
                        equations[k, l] += moment[k] * curvature * column[l];
                }
            }

            if (LinearEquations.Solve(equations) is not { } step || !step.All(double.IsFinite))
                return null;
            for (var k = 0; k < size; k++)
                unknown[k] += step[k];
            if (step.All(s => Math.Abs(s) < Enough))
                return unknown;
        }

        return null;
    }
}
