namespace Finntelligence.Trees.Learning;

/// <summary>The rows as bin numbers, column by column: one byte per value.</summary>
internal sealed class BinnedRows
{
    private BinnedRows(FeatureBins[] bins, byte[][] columns, int count)
    {
        Bins = bins;
        Columns = columns;
        Count = count;
        Offsets = new int[bins.Length + 1];
        for (var f = 0; f < bins.Length; f++)
            Offsets[f + 1] = Offsets[f] + bins[f].BinCount;
    }

    public int Count { get; }

    public FeatureBins[] Bins { get; }

    /// <summary>[feature][row].</summary>
    public byte[][] Columns { get; }

    /// <summary>Where each feature's bins begin in a histogram; one more entry for the end.</summary>
    public int[] Offsets { get; }

    public static BinnedRows Create(LabeledRows rows, FeatureBins[] bins, int threads, CancellationToken cancellationToken)
    {
        var columns = new byte[bins.Length][];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        Parallel.For(0, bins.Length, parallel, f =>
        {
            var column = new byte[rows.Count];
            var width = rows.Features.Length;
            var values = rows.Values;
            for (var row = 0; row < column.Length; row++)
                column[row] = bins[f].BinOf(values[(long)row * width + f]);
            columns[f] = column;
        });
        return new BinnedRows(bins, columns, rows.Count);
    }
}
