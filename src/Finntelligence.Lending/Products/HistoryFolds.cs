using System.Globalization;

namespace Finntelligence.Lending.Products;

/// <summary>
/// Which fold each row of a history is in: whatever chooses, calibrates or judges a model asks here, so that one row is never on both sides. By
/// position, or by time; a fold depends on the file alone, not on which rows a model counts.
/// </summary>
public sealed class HistoryFolds
{
    /// <summary>How many there are.</summary>
    public const int Count = 5;

    private readonly byte[]? _byRow;

    private HistoryFolds(byte[]? byRow) => _byRow = byRow;

    /// <summary>Folds by position.</summary>
    public static HistoryFolds ByRow { get; } = new(null);

    /// <summary>The folds of a file.</summary>
    /// <param name="product">Says by what.</param>
    /// <param name="path">The history.</param>
    /// <param name="cancellation">Checked often.</param>
    /// <exception cref="InvalidHistoryException">Folds are by time, and a cell is no date, or there are fewer different times than folds.</exception>
    public static HistoryFolds Of(ProductDefinition product, string path, CancellationToken cancellation = default)
    {
        if (product.History.Folds != FoldRule.Time)
            return ByRow;
        var times = new List<long>();
        return RowTimes.Each(product, path, (_, time) => times.Add(time.UtcTicks), cancellation) && times.Count > 0 ? new HistoryFolds(ByTime(times)) : ByRow;
    }

    /// <summary>The fold of a row.</summary>
    /// <param name="fileRow">Its position among the data rows of the file, from 0.</param>
    public int Of(int fileRow) => _byRow is null ? fileRow % Count : _byRow[fileRow];

    /// <summary>The folds of rows.</summary>
    public int[] Of(IReadOnlyList<int> fileRows) => [.. fileRows.Select(Of)];

    // As many rows each as equal times, which stay together, allow; and none of them empty.
    private static byte[] ByTime(List<long> times)
    {
        var counts = times.CountBy(time => time).OrderBy(time => time.Key).ToArray();
        if (counts.Length < Count)
        {
            throw new InvalidHistoryException(string.Create(
                CultureInfo.InvariantCulture, $"history.folds: the rows have {counts.Length} different times, and folds by time need {Count}; take a finer history.time, or folds by rows."));
        }

        var folds = new Dictionary<long, byte>(counts.Length);
        byte fold = 0;
        long inFold = 0, left = times.Count;
        for (var i = 0; i < counts.Length; i++)
        {
            // A time that lies across the end of a fold goes where the greater half of it lies.
            var isFull = inFold + (counts[i].Value / 2.0) > (double)(left + inFold) / (Count - fold);
            if (fold < Count - 1 && inFold > 0 && (isFull || counts.Length - i < Count - fold))
                (fold, inFold) = ((byte)(fold + 1), 0);
            folds[counts[i].Key] = fold;
            inFold += counts[i].Value;
            left -= counts[i].Value;
        }

        return [.. times.Select(time => folds[time])];
    }
}
