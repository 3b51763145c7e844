namespace Finntelligence.Modelling.Fitting;

/// <summary>A few linear equations, by elimination with the greatest pivot.</summary>
internal static class LinearEquations
{
    private const double LeastPivot = 1e-12;

    /// <summary>The solution; null where there is not exactly one.</summary>
    /// <param name="rows">Coefficients and, in the last column, the right side; overwritten.</param>
    public static double[]? Solve(double[,] rows)
    {
        var size = rows.GetLength(0);
        for (var k = 0; k < size; k++)
        {
            var pivot = Enumerable.Range(k, size - k).MaxBy(r => Math.Abs(rows[r, k]));
            if (!(Math.Abs(rows[pivot, k]) > LeastPivot))
                return null;
            for (var c = k; c <= size; c++)
                (rows[k, c], rows[pivot, c]) = (rows[pivot, c], rows[k, c]);
            for (var r = k + 1; r < size; r++)
            {
                var factor = rows[r, k] / rows[k, k];
                for (var c = k; c <= size; c++)
                    rows[r, c] -= factor * rows[k, c];
            }
        }

        var x = new double[size];
        for (var k = size - 1; k >= 0; k--)
        {
            x[k] = rows[k, size];
            for (var c = k + 1; c < size; c++)
                x[k] -= rows[k, c] * x[c];
            x[k] /= rows[k, k];
        }

        return x;
    }
}
