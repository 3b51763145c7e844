using Finntelligence.Trees.Numerics;

namespace Finntelligence.Modelling.Identification;

/// <summary>
/// Moves weights as little as possible, in relative entropy, so that the rate goes with nothing known of the applicant (entropy balancing for
/// continuous treatments, Tübbicke 2022): propensity weights that have to be cut leave a part of the imbalance, and where the applicant explains
/// more than half of the rate even the right ones have no finite variance. The means of rate and features stay what they are.
/// </summary>
internal static class EntropyBalance
{
    private const int MostSteps = 60;
    private const double Enough = 1e-6;

    /// <summary>Balanced weights with mean 1; null where no such weights exist.</summary>
    /// <param name="weights">Where to start.</param>
    /// <param name="applicants">Rates and features.</param>
    /// <param name="means">Each row's mean rate given the applicant: balanced too, being the way in which the features act on the rate.</param>
    public static double[]? Of(double[] weights, ApplicantRows applicants, double[] means)
    {
        var terms = Terms(applicants, means);
        var (width, count) = (terms.Length, weights.Length);
        var lambda = new double[width];
        var (current, loss) = Tilt(weights, terms, lambda);
        for (var step = 0; step < MostSteps; step++)
        {
            var gradient = terms.Select(term => Mean(current, term)).ToArray();
            if (gradient.All(g => Math.Abs(g) < Enough))
                return [.. current.Select(w => w * count)];
            var hessian = new SymmetricMatrix(width);
            var row = new double[width];
            for (var i = 0; i < count; i++)
            {
                for (var t = 0; t < width; t++)
                    row[t] = terms[t][i] - gradient[t];
                hessian.Add(row, current[i]);
            }

            var direction = hessian.Solve(gradient);
            var length = 1.0;
            while (true)
            {
                double[] next = [.. lambda.Select((l, t) => l - (length * direction[t]))];
                var (tilted, lower) = Tilt(weights, terms, next);
                if (lower < loss)
                {
                    (lambda, current, loss) = (next, tilted, lower);
                    break;
                }

                length /= 2;
                if (length < 1e-6)
                    return null;
            }
        }

        return null;
    }

    // Weights ∝ weight × e^(λ·terms), with sum 1, and the logarithm of their sum before: the dual, which is convex.
    private static (double[] Weights, double Loss) Tilt(double[] weights, double[][] terms, double[] lambda)
    {
        var exponents = new double[weights.Length];
        for (var t = 0; t < terms.Length; t++)
        {
            for (var i = 0; i < exponents.Length; i++)
                exponents[i] += lambda[t] * terms[t][i];
        }

        var greatest = exponents.Max();
        var tilted = new double[weights.Length];
        var sum = 0.0;
        for (var i = 0; i < tilted.Length; i++)
            sum += tilted[i] = weights[i] * PortableMath.Exp(exponents[i] - greatest);
        for (var i = 0; i < tilted.Length; i++)
            tilted[i] /= sum;
        return (tilted, PortableMath.Log(sum) + greatest);
    }

    private static double[][] Terms(ApplicantRows applicants, double[] means)
    {
        var rate = StandardColumns.Standard(applicants.Rates);
        double[][] columns = [StandardColumns.Standard(means), .. StandardColumns.Of(applicants)];
        return [rate, .. columns, .. columns.Select(column => column.Select((v, i) => v * rate[i]).ToArray())];
    }

    private static double Mean(double[] weights, double[] values)
    {
        var sum = 0.0;
        for (var i = 0; i < values.Length; i++)
            sum += weights[i] * values[i];
        return sum;
    }
}
