namespace Finntelligence.Histories.Reading;

/// <summary>Digits with at most one point between or before them, and a minus at most: how programs write most numbers.</summary>
internal static class PlainNumber
{
    private const int LongestCell = 15;

    /// <summary>Whether a cell is such a number.</summary>
    /// <param name="cell">Without white space around it.</param>
    /// <param name="point">What its point says of the decimal sign.</param>
    public static bool Is(string cell, out DecimalEvidence point)
    {
        point = DecimalEvidence.None;
        var digits = cell.AsSpan(cell.StartsWith('-') ? 1 : 0);
        if (digits.IsEmpty || digits.Length > LongestCell || digits[^1] == '.')
            return false;
        var place = -1;
        for (var i = 0; i < digits.Length; i++)
        {
            if (char.IsAsciiDigit(digits[i]))
                continue;
            if (digits[i] != '.' || place >= 0)
                return false;
            place = i;
        }

        if (place >= 0)
            point = IsGroup(digits, place) ? DecimalEvidence.AmbiguousPoint : DecimalEvidence.Point;
        return true;
    }

    /// <summary>Whether what stands behind a sign could be the last three digits of thousands: 1.234, but not 0.234 or 1234.567.</summary>
    public static bool IsGroup(ReadOnlySpan<char> digits, int place) => digits.Length - place - 1 == 3 && place is >= 1 and <= 3 && digits[0] != '0';
}
