using System.Globalization;

namespace Finntelligence.Histories.Sources.Stata;

/// <summary>
/// Dates by the display format of their variable, counted from 1960: days (%td, %d), milliseconds (%tc), weeks of which a year has 52 (%tw), months (%tm),
/// quarters (%tq) and half-years (%th). They become the first day of what they name. Years (%ty) are numbers, and so are milliseconds with leap
/// seconds (%tC), which would need a table of them.
/// </summary>
internal static class StataDates
{
    private const int FirstYear = 1960;
    private const int WeeksOfYear = 52;
    private static readonly DateTime First = new(FirstYear, 1, 1);

    /// <summary>What one step of the format's count is; null where it is no date.</summary>
    public static char? UnitOf(string format)
    {
        var name = format.AsSpan().TrimStart('%').TrimStart('-');
        return name switch
        {
            ['t', 'd' or 'c' or 'w' or 'm' or 'q' or 'h', ..] => name[1],
            ['d', ..] => 'd',
            _ => null,
        };
    }

    /// <summary>A date as yyyy-MM-dd, with the time where there is one; null where there is no such date.</summary>
    /// <param name="count">Steps from 1960; parts of a step count only of milliseconds.</param>
    /// <param name="unit">As <see cref="UnitOf"/> has it.</param>
    public static string? Text(double count, char unit)
    {
        // The years 1 to 9999 in milliseconds, the smallest step.
        if (Math.Abs(count) > 3.2e14)
            return null;
        var steps = (long)Math.Floor(count);
        try
        {
            var date = unit switch
            {
                'd' => First.AddDays(steps),
                'c' => First.AddMilliseconds(steps),
                'w' => Year(steps, WeeksOfYear).AddDays(7 * Part(steps, WeeksOfYear)),
                'm' => Year(steps, 12).AddMonths(Part(steps, 12)),
                'q' => Year(steps, 4).AddMonths(3 * Part(steps, 4)),
                _ => Year(steps, 2).AddMonths(6 * Part(steps, 2)),
            };
            return date.ToString(date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private static DateTime Year(long steps, int ofYear) => new((int)Math.Clamp(FirstYear + Math.Floor((double)steps / ofYear), 0, 10_000), 1, 1);

    private static int Part(long steps, int ofYear) => (int)(((steps % ofYear) + ofYear) % ofYear);
}
