using Finntelligence.Evidence.Evaluation.Data;
using Finntelligence.Evidence.Evaluation.Modelling;
using Finntelligence.Evidence.Evaluation.Results;
using Finntelligence.Modelling.Identification;
using Finntelligence.Trees.Numerics;

namespace Finntelligence.Evidence.Evaluation;

/// <summary>
/// P(outcome) = Φ(b₀ + b₁ rate + stratum dummies), by maximum likelihood (Fisher scoring). The experiment's strata are products of
/// columns; as the paper does, each column has its own dummies.
/// </summary>
internal static class Probit
{
    private const int MostSteps = 50;
    private const double Enough = 1e-10;

    /// <summary>Fits it; null where the history does not have what it needs.</summary>
    /// <param name="experiment">Rows.</param>
    /// <param name="dummies">For each row the code in each column; its lowest code is the baseline.</param>
    /// <param name="published">What to compare with; null for none.</param>
    public static ProbitCheck? Fit(Experiment experiment, int[][] dummies, ProbitDefinition? published)
    {
        if (experiment is not { ProbitOutcome: { } outcome, ProbitWhere: { } where })
            return null;
        int[] rows = [.. Enumerable.Range(0, experiment.Count).Where(row => where[row])];
        if (rows.Length == 0)
            return null;
        var design = Design(experiment, dummies, rows);
        double[] y = [.. rows.Select(row => outcome[row] > 0 ? 1.0 : 0.0)];
        var (beta, information) = Maximise(design, y);
        return Effect(design, beta, information) is var (effect, error)
            ? new ProbitCheck(effect, error, rows.Length, published?.MarginalEffect, published?.Rows)
            : null;
    }

    private static double[][] Design(Experiment experiment, int[][] dummies, int[] rows)
    {
        int[][] levels = [.. dummies.Select(column => rows.Select(row => column[row]).Distinct().Order().Skip(1).ToArray())];
        return
        [
            .. rows.Select(row => (double[])
            [
                1, experiment.Rates[row],
                .. dummies.SelectMany((column, c) => levels[c].Select(level => column[row] == level ? 1.0 : 0.0)),
            ]),
        ];
    }

    private static (double[] Beta, SymmetricMatrix Information) Maximise(double[][] design, double[] y)
    {
        var beta = new double[design[0].Length];
        SymmetricMatrix information = new(beta.Length);
        for (int step = 0; step < MostSteps; step++)
        {
            information = new SymmetricMatrix(beta.Length);
            var score = new double[beta.Length];
            for (int i = 0; i < y.Length; i++)
            {
                double index = Dot(design[i], beta), p = Math.Clamp(Normal.Distribution(index), 1e-12, 1 - 1e-12), density = Normal.Density(index);
                double weight = density / (p * (1 - p));
                information.Add(design[i], density * weight);
                for (int c = 0; c < score.Length; c++)
                    score[c] += (y[i] - p) * weight * design[i][c];
            }
            var change = information.Solve(score);
            for (int c = 0; c < beta.Length; c++)
                beta[c] += change[c];
            if (change.All(c => Math.Abs(c) < Enough))
                break;
        }
        return (beta, information);
    }

    // At the means of the regressors; the error by the delta method.
    private static (double Effect, double Error) Effect(double[][] design, double[] beta, SymmetricMatrix information)
    {
        var means = new double[beta.Length];
        foreach (var row in design)
        {
            for (int c = 0; c < means.Length; c++)
                means[c] += row[c] / design.Length;
        }
        double index = Dot(means, beta), density = Normal.Density(index);
        var gradient = new double[beta.Length];
        for (int c = 0; c < gradient.Length; c++)
            gradient[c] = -index * density * beta[1] * means[c];
        gradient[1] += density;
        return (density * beta[1], Math.Sqrt(Dot(gradient, information.Solve(gradient))));
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
