using System.Collections.Immutable;

namespace Finntelligence.Explorer.Portfolio;

/// <summary>A column that rows can be sorted by.</summary>
public enum RowColumn
{
    Line,
    Id,
    Decision,
    Amount,
    Months,
    Rate,
    Installment,
    Acceptance,
    Default,
    Profit,
    Reasons,
}

/// <summary>Which rows of a portfolio are shown, and in which order.</summary>
public sealed record RowQuery
{
    /// <summary>All of them, in the order of the file.</summary>
    public static RowQuery All { get; } = new();

    /// <summary>A line's number, or a part of an applicant's name or of a reason's code; empty for any.</summary>
    public string Text { get; init; } = "";

    /// <summary>Offers alone, declines alone, or null for both.</summary>
    public bool? IsOffer { get; init; }

    /// <summary>The term; null for any.</summary>
    public int? Months { get; init; }

    /// <summary>Least rate; null for any. A decline has none, and is left out by it.</summary>
    public double? LeastRate { get; init; }

    /// <summary>Greatest rate; null for any. A decline has none, and is left out by it.</summary>
    public double? GreatestRate { get; init; }

    /// <summary>The column to sort by.</summary>
    public RowColumn By { get; init; }

    /// <summary>Whether the greatest comes first.</summary>
    public bool Descending { get; init; }

    /// <summary>Whether it shows all rows.</summary>
    public bool ShowsAll => Text.Length == 0 && IsOffer is null && Months is null && LeastRate is null && GreatestRate is null;

    /// <summary>The rows that are asked for. Rows that are equal in the column stay in the order of the file.</summary>
    public ImmutableArray<PortfolioRow> Of(ImmutableArray<PortfolioRow> rows)
    {
        var found = ShowsAll ? rows : [.. rows.Where(Shows)];
        if (By == RowColumn.Line)
            return Descending ? [.. found.Reverse()] : found;
        return By switch
        {
            RowColumn.Id => Sorted(found, r => r.Id, StringComparer.OrdinalIgnoreCase),
            RowColumn.Decision => Sorted(found, r => r.IsOffer ? 0 : 1, null),
            RowColumn.Amount => Sorted(found, r => r.Amount, null),
            RowColumn.Months => Sorted(found, r => r.Months, null),
            RowColumn.Rate => Sorted(found, r => r.Rate, null),
            RowColumn.Installment => Sorted(found, r => r.Installment, null),
            RowColumn.Acceptance => Sorted(found, r => r.Acceptance, null),
            RowColumn.Default => Sorted(found, r => r.Default, null),
            RowColumn.Profit => Sorted(found, r => r.Profit, null),
            _ => Sorted(found, r => r.Reasons, StringComparer.Ordinal),
        };
    }

    private bool Shows(PortfolioRow row) =>
        (IsOffer is null || row.IsOffer == IsOffer)
        && (Months is null || (row.IsOffer && row.Months == Months))
        && (LeastRate is null || (row.IsOffer && row.Rate >= LeastRate))
        && (GreatestRate is null || (row.IsOffer && row.Rate <= GreatestRate))
        && (Text.Length == 0 || IsNamed(row));

    private bool IsNamed(PortfolioRow row) =>
        (long.TryParse(Text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var line) && line == row.Line)
        || row.Id?.Contains(Text, StringComparison.OrdinalIgnoreCase) == true
        || row.Reasons.Contains(Text, StringComparison.OrdinalIgnoreCase);

    private ImmutableArray<PortfolioRow> Sorted<TKey>(ImmutableArray<PortfolioRow> rows, Func<PortfolioRow, TKey> key, IComparer<TKey>? comparer) =>
        Descending ? [.. rows.OrderByDescending(key, comparer)] : [.. rows.OrderBy(key, comparer)];
}
