using System.Collections.Immutable;

namespace Finntelligence.Lending.Products;

/// <summary>How the lender's own file is written, where the import should not find out by itself.</summary>
public sealed record HistoryFormat
{
    /// <summary>The import finds everything out.</summary>
    public static HistoryFormat Found { get; } = new();

    /// <summary>What stands between the cells of a CSV; null to find out.</summary>
    public char? Delimiter { get; init; }

    /// <summary>The decimal sign of numbers in texts, a point or a comma; null to find out column by column.</summary>
    public char? Decimal { get; init; }

    /// <summary>The encoding of a CSV; null to find out.</summary>
    public TextEncoding? Encoding { get; init; }

    /// <summary>The sheet of an Excel file; null for the only one that holds something.</summary>
    public string? Sheet { get; init; }

    /// <summary>The column that says when a row's offer was made, as a date; null where nothing says it.</summary>
    public string? Time { get; init; }

    /// <summary>Which rows predict which while a model is chosen.</summary>
    public FoldRule Folds { get; init; }

    /// <summary>What stands for a number that has a value label, in a Stata file.</summary>
    public ValueLabelUse ValueLabels { get; init; }

    /// <summary>Columns of dates: their formats, as .NET writes them (<c>dd.MM.yyyy</c>, <c>MMM-yy</c>). They become <c>yyyy-MM-dd</c>.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<string>> Dates { get; init; } =
        ImmutableSortedDictionary.Create<string, ImmutableArray<string>>(StringComparer.Ordinal);
}

/// <summary>How rows are put into folds.</summary>
public enum FoldRule
{
    /// <summary>By their position in the file: each fold has rows of every time.</summary>
    Rows,

    /// <summary>By <see cref="HistoryFormat.Time"/>: each fold is a stretch of time.</summary>
    Time,
}

/// <summary>What stands for a number that has a value label.</summary>
public enum ValueLabelUse
{
    /// <summary>The label, as Stata itself exports it.</summary>
    Texts,

    /// <summary>The number.</summary>
    Codes,
}

/// <summary>How a CSV's bytes are characters.</summary>
public enum TextEncoding
{
    /// <summary>UTF-8.</summary>
    Utf8,

    /// <summary>UTF-16, of the byte order that the file begins with or shows.</summary>
    Utf16,

    /// <summary>Windows-1252, the superset of ISO 8859-1 of western Europe.</summary>
    Windows1252,
}
