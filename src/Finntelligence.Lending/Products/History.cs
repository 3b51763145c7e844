using System.Collections.Immutable;

namespace Finntelligence.Lending.Products;

/// <summary>The labelled rows of history that one model learns from, encoded.</summary>
public sealed record TrainingRows
{
    /// <summary>Which model.</summary>
    public required ModelKind Kind { get; init; }

    /// <summary>Vectors one after the other, row-major, <see cref="FeatureEncoder.Features"/> wide.</summary>
    public required float[] Values { get; init; }

    /// <summary>1 for the event, else 0.</summary>
    public required float[] Labels { get; init; }

    /// <summary>Each row's position among all data rows of the file, from 0: its fold is this mod 5.</summary>
    public required int[] FileRows { get; init; }

    /// <summary>Each row's stratum code for <see cref="ModelDefinition.Support"/>; −1 when missing.</summary>
    public required int[] Strata { get; init; }

    /// <summary>Each row's offer.</summary>
    public required OfferVector[] Offers { get; init; }

    /// <summary>Data rows in the file.</summary>
    public required int RowsInFile { get; init; }

    /// <summary>Rows left out by filters or for lack of a label.</summary>
    public required int RowsLeftOut { get; init; }

    /// <summary>Values outside a feature's plausible range or not among its categories, taken as missing; by feature name, only those with any.</summary>
    public required ImmutableSortedDictionary<string, int> Implausible { get; init; }
}

/// <summary>Reads a CSV of history (a name ending in .gz is decompressed).</summary>
public static class History
{
    /// <summary>Reads the rows for one model.</summary>
    /// <exception cref="InvalidHistoryException">A column is absent or a cell is not a number; names line and column.</exception>
    public static TrainingRows Read(ProductDefinition product, ModelKind kind, string path, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();
}
