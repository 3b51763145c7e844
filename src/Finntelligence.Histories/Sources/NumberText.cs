using System.Globalization;

namespace Finntelligence.Histories.Sources;

/// <summary>The one way a number is written in history.csv: the shortest decimal text that reads back as the same value.</summary>
internal static class NumberText
{
    // Every decimal of so many digits survives the way through a double.
    private const int SafeDigits = 15;

    public static string Of(float value) => value == 0 ? "0" : value.ToString("R", CultureInfo.InvariantCulture);

    public static string Of(double value) => value == 0 ? "0" : value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>
    /// A CSV cell in normal form: blanks around it go, Stata's "." is missing, and a number is written as <see cref="Of(double)"/>
    /// does (4.0 becomes 4). What could be a code rather than a number (leading zeros, more digits than a double holds) stays.
    /// </summary>
    public static string Normalise(string cell)
    {
        string text = cell.Trim();
        if (text == ".")
            return "";
        return LooksLikeNumber(text)
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && double.IsFinite(value)
            ? Of(value)
            : text;
    }

    /// <summary>Whether a text is a finite number as programs write it.</summary>
    public static bool IsNumber(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
        && !text.Contains('\0', StringComparison.Ordinal);

    private static bool LooksLikeNumber(string text)
    {
        ReadOnlySpan<char> rest = text.AsSpan(text.StartsWith('-') ? 1 : 0);
        // The parser would also take zero characters at the end.
        if (rest.IsEmpty || rest.ContainsAnyExcept("0123456789.eE+-") || !(char.IsAsciiDigit(rest[0]) || rest[0] == '.'))
            return false;
        bool leadingZero = rest.Length > 1 && rest[0] == '0' && char.IsAsciiDigit(rest[1]);
        int digits = 0;
        foreach (char c in rest)
            digits += char.IsAsciiDigit(c) ? 1 : 0;
        return !leadingZero && digits <= SafeDigits;
    }
}
