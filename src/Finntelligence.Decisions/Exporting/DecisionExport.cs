using Finntelligence.Decisions.Outcomes;
using Finntelligence.Decisions.Storage;
using Finntelligence.Foundation.Faults;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Products;

namespace Finntelligence.Decisions.Exporting;

/// <summary>Writes the decisions of a product with what became of them, in the order in which they were made.</summary>
/// <param name="store">The log.</param>
public sealed class DecisionExport(DecisionStore store)
{
    private const int RowsAtOnce = 500;

    /// <summary>Exports to a stream.</summary>
    /// <param name="what">Which decisions.</param>
    /// <param name="format">How they are written.</param>
    /// <param name="output">Takes them; stays open.</param>
    /// <param name="cancellationToken">Stops between rows.</param>
    /// <exception cref="RequestFaultException">The log has no decision of the product.</exception>
    public async Task<ExportCounts> RunAsync(ExportSelection what, ExportFormat format, Stream output, CancellationToken cancellationToken)
    {
        var product = await ProductAsync(what, cancellationToken);
        var table = new ExportTable(product);
        await using var writer = ExportWriter.Of(format, table, output);
        var counts = new ExportCounts(0, 0, 0);
        await foreach (var chunk in store.ReadAsync(what.From, what.Until, cancellationToken).Chunk(RowsAtOnce).WithCancellation(cancellationToken))
        {
            var outcomes = await store.OutcomesAsync([.. chunk.Select(d => d.Id)], cancellationToken);
            foreach (var decision in chunk.Where(d => d.Product == what.Product))
            {
                if (decision.Erased is not null)
                    counts = counts with { Erased = counts.Erased + 1 };
                else if (decision.FeatureValues.Length != product.Applicant.Length)
                    counts = counts with { OtherFeatures = counts.OtherFeatures + 1 };
                else
                {
                    await writer.WriteAsync(decision, OutcomeState.Of(outcomes[decision.Id]), cancellationToken);
                    counts = counts with { Written = counts.Written + 1 };
                }
            }
        }

        await writer.FinishAsync(cancellationToken);
        return counts;
    }

    // The features are those of the latest decision's product: what is trained next is like it.
    private async Task<ProductDefinition> ProductAsync(ExportSelection what, CancellationToken cancellationToken)
    {
        var sha256 = await store.LatestProductAsync(what.Product, cancellationToken)
            ?? throw new RequestFaultException($"The decision log {store.Name} has no decision of the product {what.Product}.");
        var bytes = await store.ArtifactAsync(sha256, cancellationToken)
            ?? throw new DataFaultException($"The decision log {store.Name} lacks the product.json with the sha256 {sha256}. Restore a backup.");
        return ProductLoader.Parse(bytes);
    }
}

/// <summary>Which decisions.</summary>
/// <param name="Product">Of which product.</param>
/// <param name="From">Made then or later; null for the first.</param>
/// <param name="Until">Made before; null for the last.</param>
public sealed record ExportSelection(string Product, DateTimeOffset? From, DateTimeOffset? Until);

/// <summary>How decisions are written.</summary>
public enum ExportFormat
{
    Csv,
    Ndjson,
    Parquet,
}

/// <summary>What an export came to.</summary>
/// <param name="Written">Decisions.</param>
/// <param name="Erased">Left out, since the applicant's data was erased.</param>
/// <param name="OtherFeatures">Left out, since the product then had another number of features.</param>
public sealed record ExportCounts(long Written, long Erased, long OtherFeatures);
