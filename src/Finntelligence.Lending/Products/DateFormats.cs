using System.Globalization;

namespace Finntelligence.Lending.Products;

/// <summary>Dates of history, read by formats that a product declares and written as <c>yyyy-MM-dd</c>.</summary>
public static class DateFormats
{
    private const string Written = "yyyy-MM-dd";

    /// <summary>Whether a format says at least year and month, and reads back what it writes.</summary>
    public static bool IsDate(string format)
    {
        try
        {
            var text = new DateTime(2011, 12, 1).ToString(format, CultureInfo.InvariantCulture);
            return DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date is { Year: 2011, Month: 12 };
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>The date in its written form; null if no format fits.</summary>
    public static string? Read(string text, string[] formats) =>
        DateTime.TryParseExact(text, formats, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var date)
            ? date.ToString(Written, CultureInfo.InvariantCulture)
            : null;
}
