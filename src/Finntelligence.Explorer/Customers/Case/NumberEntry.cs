using System.Globalization;
using System.Text.RegularExpressions;

namespace Finntelligence.Explorer.Customers.Case;

/// <summary>Numbers as people of a language type them, and as a request writes them.</summary>
public static partial class NumberEntry
{
    /// <summary>The number as a request writes it; the text as it is where it is none.</summary>
    /// <param name="typed">By hand. Groups of three digits may be set apart as the language does, or by spaces.</param>
    /// <param name="culture">The language.</param>
    public static string ToInvariant(string typed, CultureInfo culture)
    {
        var text = typed.Trim().Replace(" ", "", StringComparison.Ordinal).Replace("\u00A0", "", StringComparison.Ordinal);
        var (point, group) = (culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NumberGroupSeparator);
        var parts = text.Split(point);
        // "1.800" is eighteen hundred in German and "1.8" no number of its, but plainly meant.
        if (parts.Length <= 2 && Grouped(group).IsMatch(parts[0]))
            text = string.Join('.', [parts[0].Replace(group, "", StringComparison.Ordinal), .. parts.Skip(1)]);
        return IsJson(text) ? text : Plain().IsMatch(text) ? decimal.Parse(text, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture) : typed.Trim();
    }

    /// <summary>A number of a request as the language writes it; the text as it is where it is none.</summary>
    public static string ToLocal(string value, CultureInfo culture) => IsJson(value) ? value.Replace(".", culture.NumberFormat.NumberDecimalSeparator, StringComparison.Ordinal) : value;

    /// <summary>Whether a text is a number as JSON writes it, without an exponent.</summary>
    public static bool IsJson(string value) => Json().IsMatch(value);

    private static Regex Grouped(string group) => group == "." ? GroupedByPoint() : GroupedByComma();

    [GeneratedRegex(@"^-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,9})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Json();

    // Also "007" and ".5" and "5.".
    [GeneratedRegex(@"^-?(?=[.]?[0-9])[0-9]{0,18}[.]?[0-9]{0,9}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();

    [GeneratedRegex(@"^-?([0-9]+|[0-9]{1,3}(\.[0-9]{3})+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex GroupedByPoint();

    [GeneratedRegex(@"^-?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex GroupedByComma();
}
