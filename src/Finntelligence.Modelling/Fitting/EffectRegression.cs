using Finntelligence.Trees.Numerics;

namespace Finntelligence.Modelling.Fitting;

/// <summary>Logistic regression of labels on what is held fixed and on the rate, with log-odds given, by Newton's method.</summary>
internal static class EffectRegression
{
    private const int MostRounds = 30;
    private const double Enough = 1e-9;

    /// <summary>The coefficients; null where they cannot be found.</summary>
    /// <param name="logOdds">Given.</param>
    /// <param name="labels">0 or 1.</param>
    /// <param name="held">What is held fixed, of a mean.</param>
    /// <param name="means">Of each row. What is held fixed is several numbers, so it is made anew whenever it is asked for.</param>
    /// <param name="moves">Rate less a constant; null to leave it out.</param>
    /// <param name="moments">What nothing left of the labels may go with: the rate itself, or an instrument.</param>
    public static EffectFit? Fit(double[] logOdds, float[] labels, MeanBasis held, double[] means, double[]? moves, double[]? moments)
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
                return new EffectFit(unknown, moves is null ? 0 : RateError(logOdds, labels, held, means, moves, moments!, unknown));
        }

        return null;
    }

    /// <summary>How scores move with the rate where what is held fixed does not move, by least squares; null where it cannot be found.</summary>
    /// <inheritdoc cref="Fit"/>
    public static double? Slope(double[] logOdds, MeanBasis held, double[] means, double[] moves, double[] moments)
    {
        var size = held.Count + 1;
        double[] column = new double[size], moment = new double[size];
        var equations = new double[size, size + 1];
        for (var i = 0; i < logOdds.Length; i++)
        {
            held.Of(means[i], column);
            held.Of(means[i], moment);
            (column[^1], moment[^1]) = (moves[i], moments[i]);
            for (var k = 0; k < size; k++)
            {
                equations[k, size] += moment[k] * logOdds[i];
                for (var l = 0; l < size; l++)
                    equations[k, l] += moment[k] * column[l];
            }
        }

        return LinearEquations.Solve(equations)?[^1];
    }

    // The sandwich (Huber 1967): it needs no belief about what is left, and holds with an instrument as well. Of the inverse of the derivative only the rate's row
    // is wanted, so one system is solved: the transposed one.
    private static double RateError(
        double[] logOdds, float[] labels, MeanBasis held, double[] means, double[] moves, double[] moments, double[] found)
    {
        var size = found.Length;
        double[] column = new double[size], moment = new double[size], errors = new double[logOdds.Length];
        var equations = new double[size, size + 1];
        equations[size - 1, size] = 1;
        for (var i = 0; i < logOdds.Length; i++)
        {
            held.Of(means[i], column);
            held.Of(means[i], moment);
            (column[^1], moment[^1]) = (moves[i], moments[i]);
            var sum = logOdds[i];
            for (var k = 0; k < size; k++)
                sum += found[k] * column[k];
            var p = 1 / (1 + PortableMath.Exp(-sum));
            errors[i] = labels[i] - p;
            for (var k = 0; k < size; k++)
            {
                for (var l = 0; l < size; l++)
                    equations[l, k] += moment[k] * p * (1 - p) * column[l];
            }
        }

        if (LinearEquations.Solve(equations) is not { } row)
            return double.PositiveInfinity;
        double variance = 0;
        for (var i = 0; i < logOdds.Length; i++)
        {
            held.Of(means[i], moment);
            moment[^1] = moments[i];
            double influence = 0;
            for (var k = 0; k < size; k++)
                influence += row[k] * moment[k];
            variance += influence * errors[i] * influence * errors[i];
        }

        return Math.Sqrt(variance);
    }
}

/// <summary>What was found.</summary>
/// <param name="Coefficients">Of what is held fixed and, last, of the rate.</param>
/// <param name="RateError">Standard error of the last; 0 where the rate was left out.</param>
internal sealed record EffectFit(double[] Coefficients, double RateError);
