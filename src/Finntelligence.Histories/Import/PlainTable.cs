using System.Collections.Immutable;
using System.IO.Compression;
using Finntelligence.Histories.Reading;
using Finntelligence.Histories.Sources;
using Finntelligence.Histories.Sources.Csv;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Requests;

namespace Finntelligence.Histories.Import;

/// <summary>
/// A file of applicants in any form that an import reads, as the plain CSV that scoring and monitoring read line by line. A cell or a row that cannot be
/// read is left as it is, for those to name.
/// </summary>
public static class PlainTable
{
    private static readonly ImmutableArray<string> Numbers =
    [
        PredictMembers.RequestedAmount, PredictMembers.RequestedMonths, PredictMembers.MinAmount, PredictMembers.MaxAmount, PredictMembers.MaxRate,
        PredictMembers.MaxInstallment, "amount", "rate", "accepted", "defaulted",
    ];

    /// <summary>A copy that goes when it is closed; null for a file that is plain already: UTF-8 with commas, or lines of JSON, as it is or in .gz.</summary>
    /// <param name="path">The file.</param>
    /// <param name="product">Says what its columns are, under the history's names or its own.</param>
    /// <param name="note">Told what was found out of the file.</param>
    /// <param name="cancellation">Checked often.</param>
    /// <param name="unpack">Whether a plain file in .gz is unpacked too, for those who go back and forth in it.</param>
    /// <exception cref="InvalidSourceException">The file is damaged.</exception>
    /// <exception cref="InvalidDataException">A .gz that is none, or damaged.</exception>
    public static Stream? TryOpen(string path, ProductDefinition product, Action<string> note, CancellationToken cancellation, bool unpack = false)
    {
        var packed = unpack && path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
        if (!SourceFile.IsTable(path))
            return packed ? Unpacked(path) : null;
        var source = new SourceFile(path, product.History);
        if (IsPlain(source))
            return packed ? Unpacked(path) : null;
        using var table = source.Open();
        foreach (var found in table.Notes)
            note(found);
        TableSurvey survey;
        using (var first = source.Open())
            survey = TableSurvey.Of(first, product.History, new Untold(), cancellation);
        return Copy(table, survey, product, cancellation);
    }

    // What is wrong with the header of a CSV, the readers of lines say.
    private static bool IsPlain(SourceFile source)
    {
        try
        {
            return source.IsPlainCsv();
        }
        catch (InvalidSourceException) when (source.IsCsv)
        {
            return true;
        }
    }

    private static FileStream Copy(ITableSource table, TableSurvey survey, ProductDefinition product, CancellationToken cancellation)
    {
        var uses = Uses(product);
        ColumnReader[] readers =
        [
            .. table.Columns.Select((name, i) => new ColumnReader(
                name, uses.GetValueOrDefault(name, ColumnUse.None), survey.Columns[i], survey.IsComma(i, product.History))),
        ];
        var copy = NewFile();
        try
        {
            using (var writer = new CsvTableWriter(copy))
            {
                writer.Write(table.Columns);
                var cells = new string[table.Columns.Count];
                while (table.TryRead(cells))
                {
                    cancellation.ThrowIfCancellationRequested();
                    for (var i = 0; i < cells.Length && table.RowFault is null; i++)
                        cells[i] = readers[i].Read(cells[i], out _);
                    // A row that is no row stays none: one cell, where the header has more.
                    writer.Write(table.RowFault is null ? cells : [""]);
                }
            }

            copy.Position = 0;
            return copy;
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    private static FileStream Unpacked(string path)
    {
        var copy = NewFile();
        try
        {
            using var file = File.OpenRead(path);
            using var gzip = new GZipStream(file, CompressionMode.Decompress);
            gzip.CopyTo(copy);
            copy.Position = 0;
            return copy;
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    private static FileStream NewFile() => new(
        Path.Combine(Path.GetTempPath(), $"finntelligence-{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16,
        FileOptions.DeleteOnClose);

    // Under the history's names, and under the product's own.
    private static Dictionary<string, ColumnUse> Uses(ProductDefinition product)
    {
        var uses = ColumnUse.Of(product).ToDictionary(StringComparer.Ordinal);
        foreach (var feature in product.Applicant)
        {
            uses.TryAdd(feature.Name, feature.Kind == ApplicantFeatureKind.Category
                ? new ColumnUse { IsText = true, Kept = [.. feature.Values] }
                : new ColumnUse { IsNumber = true });
        }

        foreach (var name in Numbers)
            uses.TryAdd(name, new ColumnUse { IsNumber = true });
        return uses;
    }

    private sealed class Untold : IProgress<double>
    {
        public void Report(double value)
        {
        }
    }
}
