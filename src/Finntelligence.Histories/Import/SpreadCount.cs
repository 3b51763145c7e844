using Finntelligence.Lending.Products;

namespace Finntelligence.Histories.Import;

/// <summary>Counts the rates that a column of spreads makes with its reference: a wrong unit of either shows in the least and the greatest.</summary>
internal sealed class SpreadCount(SourceColumn source, ImportedRow row)
{
    private SpreadSummary? _summary;

    /// <summary>One for each way in which the product reads a column of spreads; both models mostly read the same.</summary>
    public static SpreadCount[] Of(ProductDefinition? product, ImportedRow row) => product is null ? [] :
    [
        .. new[] { product.Acceptance, product.Risk }.Select(m => m.OfferColumns.GetValueOrDefault(OfferVariable.Rate))
            .OfType<SourceColumn>().Where(s => s.Reference is not null)
            .DistinctBy(s => (s.Column, s.Scale, Under: s.Reference!.Column, s.Reference.Scale)).Select(s => new SpreadCount(s, row)),
    ];

    /// <summary>Looks at the row. What cannot be read of it is named elsewhere.</summary>
    public void Add()
    {
        var rate = HistoryNumber.Read(source, row, out _);
        if (double.IsNaN(rate))
            return;
        _summary ??= new SpreadSummary(
            source.Column, source.Reference!.Column, 0, row.Original(source.Column), row.Original(source.Reference.Column), rate, rate, rate);
        _summary = _summary with { Count = _summary.Count + 1, Least = Math.Min(_summary.Least, rate), Greatest = Math.Max(_summary.Greatest, rate) };
    }

    /// <summary>What was found; null where no row had both.</summary>
    public SpreadSummary? Summary => _summary;
}
