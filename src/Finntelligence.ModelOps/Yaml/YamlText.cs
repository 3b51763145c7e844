using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Finntelligence.ModelOps.Yaml;

/// <summary>Writes scalars so that every YAML reader reads them back as the same string.</summary>
internal static partial class YamlText
{
    private const string Indicators = "-?:,[]{}#&*!|>'\"%@`";

    private static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        "", "~", "null", "true", "false", "yes", "no", "on", "off", "y", "n", ".nan", ".inf", "-.inf", "+.inf", "=", "<<",
    };

    /// <summary>The text as it is where no reader takes it for anything else; quoted otherwise.</summary>
    public static string Scalar(string text)
    {
        if (text.Any(IsUnprintable))
            return DoubleQuoted(text);
        return IsPlain(text) ? text : SingleQuoted(text);
    }

    /// <summary>Always quoted, for what looks like a number but is none.</summary>
    public static string SingleQuoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    // Line and paragraph separators break lines for some readers, and a byte order mark is dropped or refused.
    private static bool IsUnprintable(char c) => char.IsControl(c) || c is '\u2028' or '\u2029' or '\ufeff' or '\ufffe' or '\uffff';

    private static bool IsPlain(string text) =>
        !Words.Contains(text)
        && text[0] != ' ' && text[^1] != ' '
        && !Indicators.Contains(text[0], StringComparison.Ordinal)
        && !text.Contains(": ", StringComparison.Ordinal) && !text.EndsWith(':') && !text.Contains(" #", StringComparison.Ordinal)
        && text is not ("---" or "...")
        && !LooksLikeANumberOrATime(text)
        && YamlValue.Resolve(text) is string;

    // Readers differ on 0x1f, 0b1, 1_000, 1:30, 1e3 and 2026-03-01T00:00:00Z, so all of them are quoted.
    private static bool LooksLikeANumberOrATime(string text) =>
        (char.IsAsciiDigit(text[0]) || text[0] is '+' or '.')
        && (text.All(c => char.IsAsciiDigit(c) || c is '_' or ':' or '.' or '+' or '-' or ' ')
            || double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
            || OtherBaseOrTime().IsMatch(text));

    [GeneratedRegex(@"\A\+?0[xX][0-9a-fA-F_]+\z|\A\+?0[oO][0-7_]+\z|\A\+?0[bB][01_]+\z|\A[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}[Tt ]")]
    private static partial Regex OtherBaseOrTime();

    private static string DoubleQuoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\t' => "\\t",
                '\r' => "\\r",
                _ when IsUnprintable(c) => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => c.ToString(),
            });
        }
        return quoted.Append('"').ToString();
    }
}
