using System.Globalization;

namespace Finntelligence.Foundation.Output;

/// <summary>Numbers for people, the same in every culture.</summary>
public static class Figures
{
    /// <summary>53,810.</summary>
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>7.22 % for 0.0722.</summary>
    public static string Percent(double share) => (share * 100).ToString("0.00", CultureInfo.InvariantCulture) + " %";

    /// <summary>Up to six decimals; a dash for what is not a number.</summary>
    public static string Number(double value) => double.IsFinite(value) ? value.ToString("#,0.######", CultureInfo.InvariantCulture) : "–";

    /// <summary>Of a duration, with one decimal.</summary>
    public static string Seconds(TimeSpan elapsed) => Number(Math.Round(elapsed.TotalSeconds, 1));
}
