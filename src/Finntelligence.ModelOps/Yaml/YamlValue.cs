using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Finntelligence.ModelOps.Yaml;

/// <summary>
/// What a plain scalar stands for, by the rules of YAML 1.2 as DVC's parser (ruamel.yaml) has them: <c>0x10</c> and <c>0o17</c> are
/// whole numbers, underscores may group digits, a leading zero means nothing, <c>yes</c> and <c>1:30</c> are text.
/// </summary>
internal static partial class YamlValue
{
    /// <returns><see cref="DBNull"/>, <see cref="bool"/>, <see cref="BigInteger"/>, <see cref="double"/>, <see cref="DateOnly"/>, <see cref="DateTime"/> or the text.</returns>
    public static object Resolve(string plain)
    {
        switch (plain)
        {
            case "" or "~" or "null" or "Null" or "NULL":
                return DBNull.Value;
            case "true" or "True" or "TRUE":
                return true;
            case "false" or "False" or "FALSE":
                return false;
        }
        // No number is longer, and a scalar may be a page of text.
        if (plain.Length > 4096 || plain[0] is not ('-' or '+' or '.' or (>= '0' and <= '9')))
            return plain;
        if (Float().IsMatch(plain))
            return ToDouble(plain);
        if (Whole().IsMatch(plain))
            return ToWhole(plain) ?? (object)plain;
        return Time().Match(plain) is { Success: true } time ? ToTime(time) ?? plain : plain;
    }

    /// <summary>True for equal values, as Python compares them: numbers by their exact value whatever their kind, true as 1; but a NaN is the same as another.</summary>
    public static bool AreEqual(object one, object other) => (one, other) switch
    {
        (bool truth, not bool) => AreEqual(truth ? BigInteger.One : BigInteger.Zero, other),
        (not bool, bool truth) => AreEqual(one, truth ? BigInteger.One : BigInteger.Zero),
        (BigInteger whole, double real) => IsSame(whole, real),
        (double real, BigInteger whole) => IsSame(whole, real),
        _ => one.Equals(other),
    };

    // A double's fraction and size decide first: the conversion would round one and refuse the other.
    private static bool IsSame(BigInteger whole, double real) => double.IsFinite(real) && double.IsInteger(real) && new BigInteger(real) == whole;

    private static double ToDouble(string text)
    {
        var digits = text.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();
        return digits switch
        {
            ".inf" or "+.inf" => double.PositiveInfinity,
            "-.inf" => double.NegativeInfinity,
            ".nan" => double.NaN,
            _ => double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture),
        };
    }

    private static BigInteger? ToWhole(string text)
    {
        var digits = text.Replace("_", "", StringComparison.Ordinal);
        var isNegative = digits.StartsWith('-');
        digits = digits.TrimStart('+', '-');
        BigInteger? value = digits switch
        {
            "" or "0b" or "0o" or "0x" => null,
            ['0', 'b', .. var binary] => Of(binary, 2),
            ['0', 'o', .. var octal] => Of(octal, 8),
            ['0', 'x', .. var hex] => BigInteger.Parse("0" + hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
            _ => BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture),
        };
        return isNegative ? -value : value;

        static BigInteger Of(string digits, int radix) => digits.Aggregate(BigInteger.Zero, (sum, digit) => sum * radix + (digit - '0'));
    }

    private static object? ToTime(Match match)
    {
        int Part(string name) => int.Parse(match.Groups[name].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
        try
        {
            var date = new DateOnly(Part("year"), Part("month"), Part("day"));
            if (!match.Groups["hour"].Success)
                return date;
            // Python keeps microseconds.
            var fraction = match.Groups["fraction"].Value.PadRight(6, '0')[..6];
            var time = date.ToDateTime(new TimeOnly(Part("hour"), Part("minute"), Part("second")))
                .AddMicroseconds(int.Parse(fraction, NumberStyles.None, CultureInfo.InvariantCulture));
            if (!match.Groups["sign"].Success)
                return time;
            var minutes = match.Groups["offsetMinute"].Success ? Part("offsetMinute") : 0;
            var offset = new TimeSpan(Part("offsetHour"), minutes, 0);
            return match.Groups["sign"].Value == "-" ? time + offset : time - offset;
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    [GeneratedRegex(
        @"\A(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+]?[0-9]+)?|[-+]?[0-9][0-9_]*[eE][-+]?[0-9]+|[-+]?\.[0-9_]*[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\z")]
    private static partial Regex Float();

    [GeneratedRegex(@"\A[-+]?(?:0b[01_]+|0o?[0-7_]+|[0-9_]+|0x[0-9a-fA-F_]+)\z")]
    private static partial Regex Whole();

    [GeneratedRegex(
        @"\A(?<year>[0-9]{4})-(?<month>[0-9][0-9]?)-(?<day>[0-9][0-9]?)(?:(?:[Tt]|[ \t]+)(?<hour>[0-9][0-9]?):(?<minute>[0-9][0-9]):(?<second>[0-9][0-9])(?:\.(?<fraction>[0-9]*))?(?:[ \t]*(?:Z|(?<sign>[-+])(?<offsetHour>[0-9][0-9]?)(?::(?<offsetMinute>[0-9][0-9]))?))?)?\z")]
    private static partial Regex Time();
}
