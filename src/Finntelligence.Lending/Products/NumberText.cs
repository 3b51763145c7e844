using System.Globalization;

namespace Finntelligence.Lending.Products;

/// <summary>
/// The one way a number in text becomes a number of ours, whether it comes from a CSV or from JSON: parsed as a decimal, scaled
/// exactly, so that 3.2 thousands in a file and 3200 in a request are the same bits.
/// </summary>
internal static class NumberText
{
    private const NumberStyles Style = NumberStyles.Float;

    // Dividing by it drops the zeros at the end: 3200.0 and 3200 are then the same decimal and so the same double.
    private const decimal OneWithEveryZero = 1.0000000000000000000000000000m;

    /// <summary>Parses UTF-8 text.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, decimal scale, out ScaledNumber number) =>
        decimal.TryParse(utf8, Style, CultureInfo.InvariantCulture, out var exact)
            ? TryScale(exact, scale, out number)
            : TryScale(double.TryParse(utf8, Style, CultureInfo.InvariantCulture, out var value) ? value : double.NaN, scale, out number);

    /// <summary>Parses text.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, decimal scale, out ScaledNumber number) =>
        decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out var exact)
            ? TryScale(exact, scale, out number)
            : TryScale(double.TryParse(text, Style, CultureInfo.InvariantCulture, out var value) ? value : double.NaN, scale, out number);

    /// <summary>The sum, exact where both are.</summary>
    internal static double Sum(in ScaledNumber a, in ScaledNumber b)
    {
        if (a.Exact is not { } first || b.Exact is not { } second)
            return a.Value + b.Value;
        try
        {
            return (double)(first + second);
        }
        catch (OverflowException)
        {
            return a.Value + b.Value;
        }
    }

    internal static bool TryScale(decimal value, decimal scale, out ScaledNumber number)
    {
        try
        {
            var exact = value * scale / OneWithEveryZero;
            number = new ScaledNumber(exact, exact == 0 ? 0 : (double)exact);
            return true;
        }
        catch (OverflowException)
        {
            return TryScale((double)value, scale, out number);
        }
    }

    private static bool TryScale(double value, decimal scale, out ScaledNumber number)
    {
        number = new ScaledNumber(null, value * (double)scale);
        return double.IsFinite(number.Value);
    }
}

/// <summary>A number as read.</summary>
/// <param name="Exact">As a decimal; null beyond the decimals, which is about 7.9e28.</param>
/// <param name="Value">As a double; finite, never −0.</param>
internal readonly record struct ScaledNumber(decimal? Exact, double Value);
