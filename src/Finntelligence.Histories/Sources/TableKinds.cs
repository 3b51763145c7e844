namespace Finntelligence.Histories.Sources;

/// <summary>How a table is written.</summary>
internal enum TableKind
{
    Csv,
    Stata,
    Excel,
    Parquet,
}

/// <summary>What the ending of a name says.</summary>
internal static class TableKinds
{
    public const string Known =
        ".csv, .txt, .tsv, .tab, .psv or .dat (any delimiter), .dta (Stata), .xlsx, .xlsm, .xlsb or .xls (Excel), .parquet; each as it is, in .gz or in .zip";

    /// <summary>The kind; null where the ending is none that is known.</summary>
    public static TableKind? Of(string name) => Path.GetExtension(name).ToUpperInvariant() switch
    {
        ".CSV" or ".TXT" or ".TSV" or ".TAB" or ".PSV" or ".DAT" => TableKind.Csv,
        ".DTA" => TableKind.Stata,
        ".XLSX" or ".XLSM" or ".XLSB" or ".XLS" => TableKind.Excel,
        ".PARQUET" or ".PQ" => TableKind.Parquet,
        _ => null,
    };
}
