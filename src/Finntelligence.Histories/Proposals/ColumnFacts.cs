using System.Collections.Immutable;
using System.Globalization;
using Finntelligence.Histories.Reading;

namespace Finntelligence.Histories.Proposals;

/// <summary>What is known of a column of an unknown table.</summary>
/// <param name="Name">Its header.</param>
/// <param name="Rows">Rows of the table.</param>
/// <param name="Values">Its different cells in the form of history.csv and how often each stands there, commonest first; cut where there are more than <see cref="MostValues"/>.</param>
/// <param name="HasMore">Whether there were more.</param>
/// <param name="Sample">Cells of some rows, the same rows for every column.</param>
internal sealed record ColumnFacts(string Name, long Rows, ImmutableArray<KeyValuePair<string, long>> Values, bool HasMore, ImmutableArray<string> Sample)
{
    /// <summary>Most different values that are counted.</summary>
    public const int MostValues = 10_000;

    private const double LeastShareOfNumbers = 0.8;

    /// <summary>Rows where it is empty.</summary>
    public long Missing { get; init; }

    /// <summary>The column's cells, in the form of history.csv, that say nothing in words: "n/a".</summary>
    public ImmutableArray<string> NothingWords { get; } =
        [.. Values.Select(v => v.Key).Where(v => !IsNumber(v) && CellWords.IsNothing(v))];

    /// <summary>Different values, the empty one and those that say nothing aside.</summary>
    public ImmutableArray<KeyValuePair<string, long>> Known => [.. Values.Where(v => !NothingWords.Contains(v.Key))];

    /// <summary>The texts of a column of numbers that are none, such as "&lt; 1 year".</summary>
    public ImmutableArray<string> Odd => [.. Known.Select(v => v.Key).Where(v => Number(v) is null)];

    /// <summary>Whether the column is one of numbers, whatever words stand beside them.</summary>
    public bool IsNumeric { get; } = AreNumbers(Values);

    /// <summary>Whether its cells are yes and no.</summary>
    public bool IsBoolean => Known is { Length: 1 or 2 } && (Known.All(v => CellWords.Flag(v.Key) is not null) || Known.All(v => v.Key is "0" or "1"));

    /// <summary>Numbers of the sample, ascending.</summary>
    public ImmutableArray<double> Numbers { get; } = [.. Sample.Select(Number).OfType<double>().Order()];

    /// <summary>The number that a cell is, in whatever form; null if it is none.</summary>
    public static double? Number(string cell)
    {
        if (double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value))
            return value;
        return WrittenNumber.Read(cell, null, out _, out _) is { } number ? double.Parse(number, CultureInfo.InvariantCulture) : null;
    }

    private static bool IsNumber(string cell) => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value);

    private static bool AreNumbers(ImmutableArray<KeyValuePair<string, long>> values)
    {
        var known = values.Where(v => IsNumber(v.Key) || !CellWords.IsNothing(v.Key)).ToArray();
        var all = known.Sum(v => v.Value);
        return all > 0 && known.Where(v => Number(v.Key) is not null).Sum(v => v.Value) >= all * LeastShareOfNumbers;
    }
}
