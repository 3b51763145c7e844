using Finntelligence.Foundation.Faults;
using Finntelligence.Histories.Import;
using Finntelligence.Histories.Records;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Requests;

namespace Finntelligence.Explorer.Portfolio;

/// <summary>A portfolio's file opened for reading, as the console's <c>score</c> opens one: any delimiter and encoding, or lines of JSON.</summary>
/// <param name="Source">The applicants.</param>
/// <param name="Records">How they are written.</param>
/// <param name="Length">Bytes of the source.</param>
public sealed record PortfolioInput(RecordSource Source, RecordOptions Records, long Length) : IDisposable
{
    /// <summary>Opens a file. Whether its columns have the names of the product or those of the history, their names tell.</summary>
    /// <param name="product">Says what an applicant is.</param>
    /// <param name="path">The file.</param>
    /// <param name="ignoreUnknown">Whether columns that mean nothing here are passed over.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="UserFaultException">The file is damaged, or its header will not do; every reason is named.</exception>
    public static PortfolioInput Open(ProductDefinition product, string path, bool ignoreUnknown, CancellationToken cancellation)
    {
        var stream = PlainTable.TryOpen(path, product, _ => { }, cancellation) ?? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        try
        {
            var options = new RecordOptions(
                null, null, new RequestColumnOptions(SourceColumns: HasSourceColumns(product, stream), IgnoreUnknown: ignoreUnknown));
            stream.Position = 0;
            var length = stream.Length;
            return new PortfolioInput(RecordSource.Open(product, stream, options), options, length);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Source.Dispose();

    private static bool HasSourceColumns(ProductDefinition product, Stream stream)
    {
        // Not disposed of: that would close the stream.
        var reader = new RecordReader(stream, null);
        var header = new List<string>();
        if (reader.Format != ScoreFormat.Csv || reader.Next(most: 1)?.Records[0] is not { Fault: null } record || !CsvRow.TrySplit(record.Bytes.Span, header))
            return false;
        return product.Applicant.Count(f => header.Contains(f.Source.Column)) > product.Applicant.Count(f => header.Contains(f.Name));
    }
}
