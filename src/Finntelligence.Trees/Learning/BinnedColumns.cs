namespace Finntelligence.Trees.Learning;

/// <summary>
/// Rows that training does not see, as its bins, column by column. Columns are filled up to whole vectors, so that a loop over them
/// needs no tail.
/// </summary>
internal sealed class BinnedColumns
{
    /// <summary>Rows in a vector of bytes.</summary>
    public const int Lanes = 64;

    private BinnedColumns(FeatureBins[] bins, int count)
    {
        Bins = bins;
        Count = count;
        PaddedCount = (count + Lanes - 1) / Lanes * Lanes;
        Columns = [.. bins.Select(_ => new byte[PaddedCount])];
    }

    public FeatureBins[] Bins { get; }

    public int Count { get; }

    /// <summary>The least multiple of <see cref="Lanes"/> that holds them all.</summary>
    public int PaddedCount { get; }

    /// <summary>[feature][row].</summary>
    public byte[][] Columns { get; }

    /// <summary>Bins rows by what was chosen for others.</summary>
    public static BinnedColumns Create(LabeledRows rows, FeatureBins[] bins, WorkerTeam team)
    {
        var binned = new BinnedColumns(bins, rows.Count);
        team.Run("validation bins", bins.Length, (f, _) =>
        {
            for (var row = 0; row < rows.Count; row++)
                binned.Columns[f][row] = bins[f].BinOf(rows.Row(row)[f]);
        });
        return binned;
    }
}
