using System.Globalization;
using Finntelligence.Foundation.Faults;
using Finntelligence.Lending.Products.Csv;

namespace Finntelligence.Modelling.Identification;

/// <summary>
/// What a decision log, as `decisions export` writes it, says of its rows beside features, offer and outcome: when each was decided, and with which
/// probability its offer was drawn.
/// </summary>
/// <param name="DecidedAt">One per row.</param>
/// <param name="Propensities">One per row, above 0 and at most 1; null where every offer was certain, so that nothing was drawn.</param>
public sealed record LoggedRows(DateTimeOffset[] DecidedAt, double[]? Propensities)
{
    private const string Time = "decidedAt";
    private const string Propensity = "propensity";
    private static readonly string[] Columns = [Time, Propensity, "policy"];

    /// <summary>Of some rows of a file; null where it is no decision log.</summary>
    /// <param name="path">The file.</param>
    /// <param name="fileRows">Ascending positions among its data rows.</param>
    /// <param name="cancellation">Checked often.</param>
    /// <exception cref="DataFaultException">A row lacks the time, or its propensity is none.</exception>
    public static LoggedRows? Find(string path, int[] fileRows, CancellationToken cancellation)
    {
        using (var table = CsvTable.Open(path))
        {
            if (!table.Columns.ToHashSet(StringComparer.Ordinal).IsSupersetOf(Columns))
                return null;
        }

        var texts = HistoryColumns.Read(path, fileRows, [Time, Propensity], cancellation);
        var (times, propensities) = (new DateTimeOffset[fileRows.Length], new double[fileRows.Length]);
        for (var i = 0; i < fileRows.Length; i++)
        {
            if (!DateTimeOffset.TryParse(texts[Time][i], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out times[i]))
                throw Fault(path, fileRows[i], $"{Time} is '{texts[Time][i]}', which is no time");
            if (!double.TryParse(texts[Propensity][i], NumberStyles.Float, CultureInfo.InvariantCulture, out propensities[i]) || propensities[i] is not (> 0 and <= 1))
                throw Fault(path, fileRows[i], $"{Propensity} is '{texts[Propensity][i]}', which must be above 0 and at most 1");
        }

        return new LoggedRows(times, propensities.All(p => p == 1) ? null : propensities);
    }

    private static DataFaultException Fault(string path, int row, string what) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{path}: row {row + 1}: {what}."));
}
