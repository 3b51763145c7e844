namespace Finntelligence.Histories.Simulation.Calibration;

/// <summary>A distribution known by 21 of its quantiles; what lies between is interpolated, what lies beyond is cut off.</summary>
internal sealed class QuantileTable
{
    // Normal scores of 0.1, 1, 2.5, 5, 10, 15, 20, 25, 30, 40, 50 % and, mirrored, above.
    private static readonly double[] Scores =
    [
        -3.0902, -2.3263, -1.96, -1.6449, -1.2816, -1.0364, -0.8416, -0.6745, -0.5244, -0.2533, 0,
        0.2533, 0.5244, 0.6745, 0.8416, 1.0364, 1.2816, 1.6449, 1.96, 2.3263, 3.0902,
    ];

    private readonly double[] _values;

    /// <summary>A distribution.</summary>
    /// <param name="values">Its 21 quantiles, ascending.</param>
    public QuantileTable(params double[] values)
    {
        if (values.Length != Scores.Length)
            throw new ArgumentException($"{Scores.Length} quantiles are expected, not {values.Length}.", nameof(values));
        _values = values;
    }

    /// <summary>The value at a standard normal score, so that correlated scores give correlated values.</summary>
    public double At(double score)
    {
        if (score <= Scores[0])
            return _values[0];
        if (score >= Scores[^1])
            return _values[^1];
        int above = 1;
        while (Scores[above] < score)
            above++;
        double share = (score - Scores[above - 1]) / (Scores[above] - Scores[above - 1]);
        return _values[above - 1] + (share * (_values[above] - _values[above - 1]));
    }
}
