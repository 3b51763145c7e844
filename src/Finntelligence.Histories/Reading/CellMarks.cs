namespace Finntelligence.Histories.Reading;

/// <summary>What a written number has besides digits, point and sign.</summary>
[Flags]
internal enum CellMarks
{
    None = 0,
    DecimalComma = 1,
    Thousands = 2,
    Currency = 4,
    Percent = 8,
    Parentheses = 16,
    Unit = 32,
}

/// <summary>The marks in words.</summary>
internal static class CellMarkNames
{
    private static readonly (CellMarks Mark, string Name)[] Names =
    [
        (CellMarks.DecimalComma, "decimal comma"), (CellMarks.Thousands, "thousands signs"), (CellMarks.Currency, "currency"),
        (CellMarks.Percent, "percent sign (the number stays)"), (CellMarks.Parentheses, "parentheses for minus"), (CellMarks.Unit, "words after the number"),
    ];

    public static string Of(CellMarks marks) => string.Join(", ", Names.Where(n => marks.HasFlag(n.Mark)).Select(n => n.Name));
}
