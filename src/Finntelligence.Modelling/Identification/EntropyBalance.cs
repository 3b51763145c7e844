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

    // Rows at a time: many enough to be worth handing to threads, few enough to stay in cache.
    private const int BlockRows = 1024;
    private const int PieceRows = 64;

    /// <summary>Balanced weights with mean 1; null where no such weights exist.</summary>
    /// <param name="weights">Where to start.</param>
    /// <param name="applicants">Rates and features.</param>
    /// <param name="means">Each row's mean rate given the applicant: balanced too, being the way in which the features act on the rate.</param>
    /// <param name="parallel">Of its loops.</param>
    public static double[]? Of(double[] weights, ApplicantRows applicants, double[] means, ParallelOptions parallel)
    {
        var terms = new BalanceTerms(applicants, means, parallel);
        var (width, count) = (terms.Count, weights.Length);
        var lambda = new double[width];
        var (current, loss) = Tilt(weights, terms, lambda, parallel);
        for (var step = 0; step < MostSteps; step++)
        {
            var gradient = Means(current, terms, parallel);
            if (gradient.All(g => Math.Abs(g) < Enough))
                return [.. current.Select(w => w * count)];
            var hessian = new SymmetricMatrix(width);
            Each(terms, count, parallel, (row, _) =>
            {
                for (var t = 0; t < width; t++)
                    row[t] -= gradient[t];
            }, (rows, from, some) => Parallel.For(0, parallel.MaxDegreeOfParallelism, parallel, part =>
                hessian.AddRows(rows.AsSpan(0, some * width), current.AsSpan(from, some), part, parallel.MaxDegreeOfParallelism)));

            var direction = hessian.Solve(gradient);
            var length = 1.0;
            while (true)
            {
                double[] next = [.. lambda.Select((l, t) => l - (length * direction[t]))];
                var (tilted, lower) = Tilt(weights, terms, next, parallel);
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
    private static (double[] Weights, double Loss) Tilt(double[] weights, BalanceTerms terms, double[] lambda, ParallelOptions parallel)
    {
        var tilted = new double[weights.Length];
        Each(terms, tilted.Length, parallel, (row, i) =>
        {
            for (var t = 0; t < row.Length; t++)
                tilted[i] += lambda[t] * row[t];
        });
        var greatest = tilted.Max();
        var sum = 0.0;
        for (var i = 0; i < tilted.Length; i++)
            sum += tilted[i] = weights[i] * PortableMath.Exp(tilted[i] - greatest);
        for (var i = 0; i < tilted.Length; i++)
            tilted[i] /= sum;
        return (tilted, PortableMath.Log(sum) + greatest);
    }

    private static double[] Means(double[] weights, BalanceTerms terms, ParallelOptions parallel)
    {
        var sums = new double[terms.Count];
        Each(terms, weights.Length, parallel, null, (rows, from, some) =>
        {
            for (var r = 0; r < some; r++)
            {
                var row = rows.AsSpan(r * sums.Length, sums.Length);
                for (var t = 0; t < row.Length; t++)
                    sums[t] += weights[from + r] * row[t];
            }
        });
        return sums;
    }

    private delegate void RowChange(Span<double> row, int index);

    // Rows are made, and changed, by several threads, and then added up in their order: sums of doubles depend on it.
    private static void Each(BalanceTerms terms, int count, ParallelOptions parallel, RowChange? change, Action<double[], int, int>? add = null)
    {
        var width = terms.Count;
        var rows = new double[BlockRows * width];
        for (var from = 0; from < count; from += BlockRows)
        {
            var (first, some) = (from, Math.Min(BlockRows, count - from));
            Parallel.For(0, (some + PieceRows - 1) / PieceRows, parallel, piece =>
            {
                for (var r = piece * PieceRows; r < Math.Min(some, (piece + 1) * PieceRows); r++)
                {
                    var row = rows.AsSpan(r * width, width);
                    terms.Row(first + r, row);
                    change?.Invoke(row, first + r);
                }
            });
            add?.Invoke(rows, first, some);
        }
    }
}

/// <summary>What is to have a weighted mean of 0: the rate, what is known of the applicant, and each of these times the rate.</summary>
internal sealed class BalanceTerms
{
    private readonly double[] _rates;
    private readonly double[] _means;
    private readonly StandardScale _rate;
    private readonly StandardScale _mean;
    private readonly StandardColumns _columns;

    public BalanceTerms(ApplicantRows applicants, double[] means, ParallelOptions parallel)
    {
        (_rates, _means) = (applicants.Rates, means);
        (_rate, _mean) = (StandardScale.Of(_rates), StandardScale.Of(means));
        _columns = StandardColumns.Of(applicants, parallel);
        Count = 1 + (2 * (1 + _columns.Count));
    }

    /// <summary>How many.</summary>
    public int Count { get; }

    /// <summary>A row's.</summary>
    public void Row(int index, Span<double> values)
    {
        var known = 1 + _columns.Count;
        var rate = values[0] = _rate.At(_rates[index]);
        values[1] = _mean.At(_means[index]);
        _columns.Row(index, values.Slice(2, _columns.Count));
        for (var t = 0; t < known; t++)
            values[1 + known + t] = values[1 + t] * rate;
    }
}
