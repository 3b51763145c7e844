namespace Finntelligence.Lending.Products;

/// <summary>Which rows of history one model learns from, and what happened in them.</summary>
public static class RowSelector
{
    /// <summary>Whether every filter holds. A missing value equals nothing.</summary>
    public static bool Counts(ModelDefinition model, IHistoryRow row)
    {
        foreach (var filter in model.Filters)
            if (filter.Test.Holds(row, filter.Column) != true)
                return false;
        return true;
    }

    /// <summary>1 or 0; null where a number is missing or the divisor is 0, so that nothing is known.</summary>
    public static float? Label(LabelDefinition label, IHistoryRow row)
    {
        if (label.Event is { } test)
            return test.Holds(row, label.Column) is { } holds ? holds ? 1 : 0 : null;
        var value = row.Number(label.Column) / (label.DividedBy is null ? 1 : row.Number(label.DividedBy));
        return double.IsFinite(value) ? value > (double)label.Above ? 1 : 0 : null;
    }

    /// <summary>Every column that reading a model's rows looks at; of a declared one, those of the applicant alone.</summary>
    public static IEnumerable<string> Columns(ProductDefinition product, ModelDefinition model) =>
    [
        .. product.Applicant.Select(f => f.Source.Column),
        .. model.OfferColumns.OrderBy(c => c.Key).SelectMany(c => c.Value.Columns),
        .. model.Filters.Select(f => f.Column),
        .. model.Declared is null ? new[] { model.Label.Column } : [],
        .. model.Label.DividedBy is null ? [] : new[] { model.Label.DividedBy },
        .. model.Weight is null ? [] : new[] { model.Weight.Column },
    ];
}
