namespace Finntelligence.RateCards.Binning;

/// <summary>Thresholds that people can read: of the numbers between two values, the roundest.</summary>
internal static class RoundNumbers
{
    private static readonly decimal[] Multiples = [5, 2, 1];

    /// <summary>A number above one value and not above another, with as few digits as there is, and of these the nearest to the middle.</summary>
    /// <param name="above">Less than <paramref name="upTo"/>.</param>
    /// <param name="upTo">At least the number.</param>
    public static decimal Between(double above, double upTo)
    {
        // Float32 has seven digits: what is given is what was stored.
        var (low, high) = (Decimal(above), Decimal(upTo));
        if (low >= high)
            return high;
        var middle = (low + high) / 2;
        for (int power = 12; power >= -12; power--)
        {
            decimal unit = Power(power);
            foreach (decimal multiple in Multiples)
            {
                decimal step = unit * multiple;
                decimal nearest = Math.Round(middle / step) * step;
                foreach (decimal candidate in (decimal[])[nearest, nearest - step, nearest + step])
                {
                    if (candidate > low && candidate <= high)
                        return Normal(candidate);
                }
            }
        }

        return high;
    }

    private static decimal Decimal(double value) => (decimal)(float)Math.Clamp(value, -1e15, 1e15);

    private static decimal Power(int power)
    {
        decimal unit = 1;
        for (int i = 0; i < Math.Abs(power); i++)
            unit = power > 0 ? unit * 10 : unit / 10;
        return unit;
    }

    // Without the zeros at the end that a decimal keeps.
    private static decimal Normal(decimal value) => value / 1.0000000000000000000000000000m;
}
