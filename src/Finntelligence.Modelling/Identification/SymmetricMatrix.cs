namespace Finntelligence.Modelling.Identification;

/// <summary>A small symmetric positive definite matrix: a sum of weighted outer products, to be solved by Cholesky's method.</summary>
/// <param name="size">Rows.</param>
public sealed class SymmetricMatrix(int size)
{
    private readonly double[,] _values = new double[size, size];

    /// <summary>Adds weight × v vᵀ.</summary>
    public void Add(ReadOnlySpan<double> v, double weight)
    {
        for (int i = 0; i < size; i++)
        {
            double scaled = weight * v[i];
            for (int j = 0; j <= i; j++)
                _values[i, j] += scaled * v[j];
        }
    }

    /// <summary>Adds another of the same size.</summary>
    public void Add(SymmetricMatrix other)
    {
        ArgumentNullException.ThrowIfNull(other);
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j <= i; j++)
                _values[i, j] += other._values[i, j];
        }
    }

    /// <summary>Adds to one element of the diagonal.</summary>
    public void AddDiagonal(int at, double value) => _values[at, at] += value;

    /// <summary>x with this · x = b. A direction without information (pivot 0) gets 0.</summary>
    public double[] Solve(ReadOnlySpan<double> b)
    {
        const double LeastPivot = 1e-12;
        var lower = new double[size, size];
        var x = new double[size];
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = _values[i, j];
                for (int k = 0; k < j; k++)
                    sum -= lower[i, k] * lower[j, k];
                if (i == j)
                    lower[i, i] = sum > LeastPivot * Math.Max(1, _values[i, i]) ? Math.Sqrt(sum) : 0;
                else
                    lower[i, j] = lower[j, j] == 0 ? 0 : sum / lower[j, j];
            }
        }
        for (int i = 0; i < size; i++)
        {
            double sum = b[i];
            for (int k = 0; k < i; k++)
                sum -= lower[i, k] * x[k];
            x[i] = lower[i, i] == 0 ? 0 : sum / lower[i, i];
        }
        for (int i = size - 1; i >= 0; i--)
        {
            double sum = x[i];
            for (int k = i + 1; k < size; k++)
                sum -= lower[k, i] * x[k];
            x[i] = lower[i, i] == 0 ? 0 : sum / lower[i, i];
        }
        return x;
    }
}
