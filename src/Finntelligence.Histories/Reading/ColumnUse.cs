using System.Collections.Immutable;
using Finntelligence.Lending.Products;

namespace Finntelligence.Histories.Reading;

/// <summary>What a product does with a column.</summary>
internal sealed record ColumnUse
{
    /// <summary>No use of it: its cells change only where all of them are numbers.</summary>
    public static ColumnUse None { get; } = new();

    /// <summary>Whether its cells are read as numbers.</summary>
    public bool IsNumber { get; init; }

    /// <summary>Whether its cells are compared as texts, so that they stay as they are.</summary>
    public bool IsText { get; init; }

    /// <summary>Texts with a meaning of their own, which stay as they are.</summary>
    public ImmutableHashSet<string> Kept { get; init; } = [];

    /// <summary>Formats of its dates; empty if it has none.</summary>
    public ImmutableArray<string> Dates { get; init; } = [];

    /// <summary>The uses of every column that a product names.</summary>
    public static IReadOnlyDictionary<string, ColumnUse> Of(ProductDefinition product)
    {
        var uses = new Dictionary<string, ColumnUse>(StringComparer.Ordinal);
        foreach (var feature in product.Applicant)
        {
            if (feature.Kind == ApplicantFeatureKind.Category)
                Text(feature.Source.Column, [.. feature.Source.Missing, .. feature.Values, .. feature.Source.Groups?.Texts ?? []]);
            else
                Number(feature.Source);
        }

        foreach (var model in new[] { product.Risk, product.Acceptance }.Where(m => m.Declared is null))
        {
            foreach (var source in model.OfferColumns.Values)
            {
                Number(source);
                if (source.Reference is { } reference)
                    Number(reference);
            }

            if (model.Weight is { } weight)
                Number(weight);
            foreach (var filter in model.Filters)
                Test(filter.Column, filter.Test);
            if (model.Label.Event is { } test)
                Test(model.Label.Column, test);
            else
                Number(SourceColumn.Plain(model.Label.Column));
            if (model.Label.DividedBy is { } divisor)
                Number(SourceColumn.Plain(divisor));
        }

        if (product.Economics.RecordedMargin is { } margin)
            Number(margin);
        foreach (var (column, formats) in product.History.Dates)
            Change(column, use => use with { Dates = formats });
        return uses;

        void Test(string column, CellTest test)
        {
            if (test is CellTest.OneOf { IsText: true } texts)
                Text(column, texts.Values.Select(v => v.Text));
            else if (!test.IsText)
                Number(SourceColumn.Plain(column));
        }

        void Number(SourceColumn source) => Change(
            source.Column, use => use with { IsNumber = true, Kept = use.Kept.Union(source.Missing).Union(source.Map.Keys) });

        void Text(string column, IEnumerable<string> kept) => Change(column, use => use with { IsText = true, Kept = use.Kept.Union(kept) });

        void Change(string column, Func<ColumnUse, ColumnUse> change) => uses[column] = change(uses.GetValueOrDefault(column, None));
    }
}
