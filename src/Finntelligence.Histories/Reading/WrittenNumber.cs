using System.Globalization;
using System.Text;
using Finntelligence.Histories.Sources;

namespace Finntelligence.Histories.Reading;

/// <summary>
/// A number as people and programs write it: <c>$38,700.00</c>, <c>10,65 %</c>, <c>1'250.-</c>, <c>(1,200)</c>, <c>36 months</c>, <c>10+ years</c>.
/// </summary>
internal static class WrittenNumber
{
    private const string CurrencySigns = "$€£¥₹₽₩₺₫₦₴₱฿¢";
    private const string Spaces = " \u00A0\u202F\u2009";
    private const string Apostrophes = "'\u2019";
    private const int LongestCell = 64;

    /// <summary>Reads a cell.</summary>
    /// <param name="cell">Without white space around it.</param>
    /// <param name="comma">Whether the comma is the decimal sign; null where that is to be found out.</param>
    /// <param name="signs">What the cell itself says of the decimal sign.</param>
    /// <param name="marks">What stood there besides the number.</param>
    /// <returns>The number in the form of history.csv; null if the cell is none.</returns>
    public static string? Read(string cell, bool? comma, out DecimalEvidence signs, out CellMarks marks)
    {
        (signs, marks) = (DecimalEvidence.None, CellMarks.None);
        if (cell.Length is 0 or > LongestCell || !cell.AsSpan().ContainsAnyInRange('0', '9'))
            return null;
        var rest = cell.AsSpan();
        var isNegative = TakeSign(ref rest, ref marks);
        TakeCurrency(ref rest, ref marks);
        if (!isNegative)
            isNegative = TakeSign(ref rest, ref marks);
        if (rest.IsEmpty || !(char.IsAsciiDigit(rest[0]) || rest[0] is '.' or ','))
            return null;
        var end = EndOfNumber(rest);
        var core = rest[..end];
        if (!TakeTail(rest[end..], ref marks) || Digits(core, comma, ref signs, ref marks) is not { } digits)
            return null;
        var normal = NumberText.Normalise(isNegative ? "-" + digits : digits);
        return double.TryParse(normal, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? normal : null;
    }

    private static bool TakeSign(ref ReadOnlySpan<char> rest, ref CellMarks marks)
    {
        if (rest is ['(', .., ')'])
        {
            rest = rest[1..^1].Trim();
            marks |= CellMarks.Parentheses;
            return true;
        }

        if (rest.IsEmpty || rest[0] is not ('-' or '+' or '\u2212'))
            return false;
        var isMinus = rest[0] != '+';
        rest = rest[1..].TrimStart();
        return isMinus;
    }

    // A sign, or a code of three capitals such as EUR.
    private static void TakeCurrency(ref ReadOnlySpan<char> rest, ref CellMarks marks)
    {
        var length = 0;
        if (rest.Length > 0 && CurrencySigns.Contains(rest[0]))
            length = 1;
        else if (rest.Length > 3 && IsCode(rest[..3]))
            length = 3;
        else if (rest.Length > 1 && rest[0] == 'R' && (char.IsAsciiDigit(rest[1]) || rest[1] is ' ' or '$'))
            length = rest[1] == '$' ? 2 : 1;
        if (length == 0)
            return;
        marks |= CellMarks.Currency;
        rest = rest[length..].TrimStart();
    }

    private static bool IsCode(ReadOnlySpan<char> text) => char.IsAsciiLetterUpper(text[0]) && char.IsAsciiLetterUpper(text[1]) && char.IsAsciiLetterUpper(text[2]);

    private static int EndOfNumber(ReadOnlySpan<char> rest)
    {
        var end = 0;
        while (end < rest.Length)
        {
            var c = rest[end];
            var isBetween = Spaces.Contains(c) || Apostrophes.Contains(c);
            if (!(char.IsAsciiDigit(c) || c is '.' or ',' || (isBetween && end + 1 < rest.Length && char.IsAsciiDigit(rest[end + 1]))))
                break;
            end++;
        }

        // 1.5e-7
        if (end > 0 && end < rest.Length && rest[end] is 'e' or 'E')
        {
            var exponent = end + 1;
            if (exponent < rest.Length && rest[exponent] is '-' or '+')
                exponent++;
            var first = exponent;
            while (exponent < rest.Length && char.IsAsciiDigit(rest[exponent]))
                exponent++;
            if (exponent > first)
                end = exponent;
        }

        return end;
    }

    // What may stand behind a number: a percent sign, a currency, or words without a digit.
    private static bool TakeTail(ReadOnlySpan<char> tail, ref CellMarks marks)
    {
        if (tail is "-" or ".-")
            tail = [];
        tail = tail.Trim();
        if (tail.IsEmpty)
            return true;
        if (tail is "%")
            marks |= CellMarks.Percent;
        else if ((tail.Length == 1 && CurrencySigns.Contains(tail[0])) || (tail.Length == 3 && IsCode(tail)))
            marks |= CellMarks.Currency;
        else if (IsUnit(tail.TrimStart('+').Trim()))
            marks |= CellMarks.Unit;
        else
            return false;
        return true;
    }

    // "months", "+ years", "yrs.", "km²": a unit is a word or two, not a sentence.
    private static bool IsUnit(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
            return true;
        var words = 1;
        foreach (var c in text)
        {
            if (!char.IsLetter(c) && c is not (' ' or '.' or '/' or '²' or '³' or '(' or ')'))
                return false;
            words += c == ' ' ? 1 : 0;
        }

        return words <= 2 && char.IsLetter(text[0]);
    }

    private static string? Digits(ReadOnlySpan<char> core, bool? comma, ref DecimalEvidence signs, ref CellMarks marks)
    {
        var exponent = core.IndexOfAny('e', 'E');
        var tail = exponent < 0 ? default : core[exponent..];
        if (exponent >= 0)
            core = core[..exponent];
        if (core[^1] is '.' or ',' && core.Length > 1)
            core = core[..^1];
        if (core.IndexOfAny(Spaces) >= 0 || core.IndexOfAny(Apostrophes) >= 0)
        {
            if (Ungroup(core, Spaces + Apostrophes) is not { } joined)
                return null;
            marks |= CellMarks.Thousands;
            core = joined;
        }

        var (points, commas) = (core.Count('.'), core.Count(','));
        if (points == 0 && commas == 0)
            return string.Concat(core, tail);
        signs = EvidenceOf(core, points, commas);
        var isComma = signs switch
        {
            DecimalEvidence.Point => false,
            DecimalEvidence.Comma => true,
            // A point is what programs write, a comma with three digits behind it is what people write between thousands.
            _ => comma ?? false,
        };
        // A column of the other sign: 1.234 is a thousand there, and 1.5 is an error that no one should guess away.
        if (comma is { } known && known != isComma)
            return null;
        var (sign, group) = isComma ? (',', '.') : ('.', ',');
        var place = core.IndexOf(sign);
        if (place >= 0 && core[(place + 1)..].IndexOfAny('.', ',') >= 0)
            return null;
        var whole = place < 0 ? core : core[..place];
        if (whole.Contains(group))
        {
            if (Ungroup(whole, group.ToString()) is not { } joined)
                return null;
            marks |= CellMarks.Thousands;
            whole = joined;
        }

        if (isComma && place >= 0)
            marks |= CellMarks.DecimalComma;
        return place < 0 ? string.Concat(whole, tail) : string.Concat(whole.IsEmpty ? "0" : whole, ".", core[(place + 1)..], tail);
    }

    private static DecimalEvidence EvidenceOf(ReadOnlySpan<char> core, int points, int commas)
    {
        if (points > 0 && commas > 0)
            return core.LastIndexOf(',') > core.LastIndexOf('.') ? DecimalEvidence.Comma : DecimalEvidence.Point;
        var isComma = commas > 0;
        if (points + commas > 1)
            return isComma ? DecimalEvidence.Point : DecimalEvidence.Comma;
        var place = core.IndexOfAny('.', ',');
        if (PlainNumber.IsGroup(core, place))
            return isComma ? DecimalEvidence.AmbiguousComma : DecimalEvidence.AmbiguousPoint;
        return isComma ? DecimalEvidence.Comma : DecimalEvidence.Point;
    }

    // 1 to 3 digits, then groups of three; else null. India's lakhs (12,34,567) pass as groups of two before the last three.
    private static string? Ungroup(ReadOnlySpan<char> text, string signs)
    {
        var joined = new StringBuilder(text.Length);
        int first = 0, current = 0, groups = 0;
        var isIndian = true;
        var isPlain = true;
        foreach (var c in text)
        {
            if (!signs.Contains(c))
            {
                joined.Append(c);
                current++;
                continue;
            }

            if (groups++ == 0)
                first = current;
            else
            {
                isPlain &= current == 3;
                isIndian &= current == 2;
            }

            current = 0;
        }

        // A decimal part may follow the last group.
        var last = current;
        var point = text.IndexOfAny('.', ',');
        if (point >= 0 && !signs.Contains(text[point]))
            last = current - (text.Length - point);
        return first is >= 1 and <= 3 && last == 3 && (isPlain || (isIndian && first <= 2)) ? joined.ToString() : null;
    }
}

/// <summary>What a cell says of the decimal sign.</summary>
internal enum DecimalEvidence
{
    /// <summary>Neither sign is there.</summary>
    None,

    /// <summary>It must be the point.</summary>
    Point,

    /// <summary>It must be the comma.</summary>
    Comma,

    /// <summary>1.234: one or the other.</summary>
    AmbiguousPoint,

    /// <summary>1,234: one or the other.</summary>
    AmbiguousComma,
}
