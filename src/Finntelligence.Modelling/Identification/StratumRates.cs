namespace Finntelligence.Modelling.Identification;

/// <summary>Rates within the strata of a design.</summary>
/// <param name="Differences">Rate less its stratum's mean, percent per period.</param>
/// <param name="Rests">The same in units of the stratum's standard deviation; 0 where that is 0.</param>
internal sealed record StratumRates(double[] Differences, double[] Rests)
{
    /// <param name="columns">Texts of each column that makes the strata.</param>
    /// <param name="rates">One per row.</param>
    public static StratumRates Of(string[][] columns, double[] rates)
    {
        var differences = new double[rates.Length];
        var rests = new double[rates.Length];
        foreach (var stratum in Enumerable.Range(0, rates.Length).GroupBy(i => string.Join('\u001f', columns.Select(c => c[i]))))
        {
            int[] rows = [.. stratum];
            double mean = rows.Average(i => rates[i]), deviation = Math.Sqrt(rows.Average(i => (rates[i] - mean) * (rates[i] - mean)));
            foreach (var i in rows)
            {
                differences[i] = rates[i] - mean;
                rests[i] = deviation > 0 ? differences[i] / deviation : 0;
            }
        }

        return new StratumRates(differences, rests);
    }
}
