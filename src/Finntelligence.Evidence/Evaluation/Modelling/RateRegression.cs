using Finntelligence.Modelling.Identification;

namespace Finntelligence.Evidence.Evaluation.Modelling;

/// <summary>
/// Ridge regression that is linear in the rate for each applicant: y = a(x) + b(x) · (rate − centre), a and b linear in the applicant's
/// columns. Both are penalised but for a's constant.
/// </summary>
internal sealed class RateRegression
{
    private readonly double[] _coefficients;
    private readonly double _centre;
    private readonly double _scale;
    private readonly int _width;

    private RateRegression(double[] coefficients, double centre, double scale, int width) =>
        (_coefficients, _centre, _scale, _width) = (coefficients, centre, scale, width);

    /// <summary>Fits it.</summary>
    /// <param name="columns">One row of applicant columns after another.</param>
    /// <param name="width">Columns in a row.</param>
    /// <param name="rates">One for each row.</param>
    /// <param name="targets">Several regressions on the same rows share the work.</param>
    /// <param name="penalty">Of every coefficient, in units of rows.</param>
    public static RateRegression[] Fit(double[] columns, int width, double[] rates, double[][] targets, double penalty)
    {
        int size = 2 * (width + 1);
        double centre = rates.Average(), scale = Math.Max(Math.Sqrt(rates.Average(r => (r - centre) * (r - centre))), 1e-9);
        var normal = new SymmetricMatrix(size);
        var right = targets.Select(_ => new double[size]).ToArray();
        var row = new double[size];
        for (int i = 0; i < rates.Length; i++)
        {
            Fill(columns.AsSpan(i * width, width), (rates[i] - centre) / scale, row);
            normal.Add(row, 1);
            for (int t = 0; t < targets.Length; t++)
            {
                for (int c = 0; c < size; c++)
                    right[t][c] += targets[t][i] * row[c];
            }
        }
        for (int c = 1; c < size; c++)
            normal.AddDiagonal(c, penalty);
        return [.. right.Select(r => new RateRegression(normal.Solve(r), centre, scale, width))];
    }

    /// <summary>Level and slope for an applicant: y = level + slope · rate.</summary>
    public (double Level, double Slope) Line(ReadOnlySpan<double> columns)
    {
        double level = _coefficients[0], slope = _coefficients[_width + 1];
        for (int c = 0; c < _width; c++)
        {
            level += _coefficients[c + 1] * columns[c];
            slope += _coefficients[_width + 2 + c] * columns[c];
        }
        slope /= _scale;
        return (level - (slope * _centre), slope);
    }

    private static void Fill(ReadOnlySpan<double> columns, double rate, Span<double> row)
    {
        int width = columns.Length;
        row[0] = 1;
        row[width + 1] = rate;
        for (int c = 0; c < width; c++)
        {
            row[c + 1] = columns[c];
            row[width + 2 + c] = rate * columns[c];
        }
    }
}
