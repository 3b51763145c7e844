using System.Globalization;
using System.Numerics;

namespace Finntelligence.Foundation.Numbers;

/// <summary>
/// A sum of doubles without rounding: whatever the order, and on however many machines the parts were added, it is the same to the bit, and
/// <see cref="Value"/> is the double next to it. For one thread at a time.
/// </summary>
/// <remarks>
/// Every double is a whole number of steps of 2⁻¹⁰⁷⁴. They are added up in digits of 32 bits whose carries wait, after Neal, "Fast exact
/// summation using small and large superaccumulators", 2015.
/// </remarks>
public sealed class ExactSum
{
    private const int LowestExponent = -1074;
    private const int DigitBits = 32;
    private const int Digits = (2046 + 53) / DigitBits + 2;

    // A digit grows by less than 2³² each time, and holds 2⁶³.
    private const int MostWaiting = 1 << 30;

    private readonly long[] _digits = new long[Digits];
    private int _waiting;

    /// <summary>The sum, rounded once, ties to even.</summary>
    public double Value => Rounded(Whole());

    /// <summary>Of some values.</summary>
    public static ExactSum Of(IEnumerable<double> values)
    {
        var sum = new ExactSum();
        foreach (var value in values)
            sum.Add(value);
        return sum;
    }

    /// <summary>Adds a value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is infinite or no number.</exception>
    public void Add(double value)
    {
        if (!double.IsFinite(value))
            throw new ArgumentOutOfRangeException(nameof(value), value, "Only finite values have a sum.");
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)((bits >> 52) & 0x7FF);
        var mantissa = bits & ((1L << 52) - 1);
        // Numbers below the normal ones stand where the least of these do, without the leading one.
        (mantissa, exponent) = exponent == 0 ? (mantissa, 0) : (mantissa | (1L << 52), exponent - 1);
        var (digit, shift) = (exponent / DigitBits, exponent % DigitBits);
        var shifted = (UInt128)(ulong)mantissa << shift;
        var sign = bits < 0 ? -1L : 1L;
        _digits[digit] += sign * (uint)shifted;
        _digits[digit + 1] += sign * (uint)(shifted >> DigitBits);
        _digits[digit + 2] += sign * (uint)(shifted >> (2 * DigitBits));
        if (++_waiting == MostWaiting)
            Carry();
    }

    /// <summary>Adds what another sum holds.</summary>
    public void Add(ExactSum other)
    {
        Carry();
        other.Carry();
        for (var i = 0; i < Digits; i++)
            _digits[i] += other._digits[i];
        _waiting = 2;
    }

    /// <summary>The sum itself, such as <c>1F4p-12</c>: whole steps in hexadecimal, and the power of two that a step is.</summary>
    public override string ToString()
    {
        var whole = Whole();
        if (whole.IsZero)
            return "0p0";
        var zeros = (int)BigInteger.TrailingZeroCount(whole);
        var steps = BigInteger.Abs(whole) >> zeros;
        return string.Create(CultureInfo.InvariantCulture, $"{(whole.Sign < 0 ? "-" : "")}{steps.ToString("X", CultureInfo.InvariantCulture).TrimStart('0')}p{zeros + LowestExponent}");
    }

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <returns>False for anything else.</returns>
    public static bool TryParse(string? text, out ExactSum sum)
    {
        sum = new ExactSum();
        var negative = text?.StartsWith('-') ?? false;
        string[] parts = (text ?? "").TrimStart('-').Split('p');
        if (parts.Length != 2 || parts[0].Length is 0 or > 600 || !parts[0].All(char.IsAsciiHexDigitUpper)
            || !int.TryParse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var power) || power is < LowestExponent or > 1100)
            return false;
        var whole = BigInteger.Parse("0" + parts[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) << (power - LowestExponent);
        if (whole.GetBitLength() > (Digits - 1) * DigitBits)
            return false;
        for (var i = 0; i < Digits; i++)
            sum._digits[i] = (negative ? -1 : 1) * (long)(uint)((whole >> (i * DigitBits)) & uint.MaxValue);
        sum._waiting = 1;
        return text == sum.ToString();
    }

    private void Carry()
    {
        for (var i = 0; i < Digits - 1; i++)
        {
            var carry = _digits[i] >> DigitBits;
            _digits[i] -= carry << DigitBits;
            _digits[i + 1] += carry;
        }

        _waiting = 1;
    }

    private BigInteger Whole()
    {
        var whole = BigInteger.Zero;
        for (var i = Digits - 1; i >= 0; i--)
            whole = (whole << DigitBits) + _digits[i];
        return whole;
    }

    private static double Rounded(BigInteger whole)
    {
        var size = BigInteger.Abs(whole);
        var excess = (int)size.GetBitLength() - 53;
        if (excess > 0)
        {
            var (kept, rest) = (size >> excess, size & ((BigInteger.One << excess) - 1));
            var half = BigInteger.One << (excess - 1);
            if (rest > half || (rest == half && !kept.IsEven))
                kept++;
            size = kept;
        }

        var value = Math.ScaleB((double)(long)size, Math.Max(excess, 0) + LowestExponent);
        return whole.Sign < 0 ? -value : value;
    }
}
