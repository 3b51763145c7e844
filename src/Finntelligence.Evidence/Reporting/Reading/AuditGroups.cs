using System.Collections.Immutable;
using System.Globalization;

namespace Finntelligence.Evidence.Reporting.Reading;

/// <summary>One audit-only column cut into groups.</summary>
/// <param name="Column">The column.</param>
/// <param name="Title">For people.</param>
/// <param name="Names">Names of the groups.</param>
/// <param name="Codes">Each file row's group; −1 when missing.</param>
internal sealed record AuditGroups(string Column, string Title, ImmutableArray<string> Names, int[] Codes)
{
    // Beyond this many values the rest is one group; beyond as many again a column of numbers is cut into quarters.
    private const int MostGroups = 10;
    private const int Quarters = 4;
    private const string Rest = "all others";

    /// <summary>Cuts a column.</summary>
    /// <param name="grouping">How.</param>
    /// <param name="texts">One per file row.</param>
    public static AuditGroups Of(AuditGrouping grouping, IReadOnlyList<string> texts)
    {
        bool IsMissing(string text) => text.Length == 0 || grouping.Missing.Contains(text);
        double[] numbers = [.. texts.Select(t =>
            !IsMissing(t) && double.TryParse(t, NumberStyles.Float, CultureInfo.InvariantCulture, out var n) ? n : double.NaN)];
        var known = texts.Where(t => !IsMissing(t)).ToList();
        var allNumbers = known.Count > 0 && numbers.Count(n => !double.IsNaN(n)) == known.Count;
        var distinct = known.GroupBy(t => t, StringComparer.Ordinal).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => g.Key).ToList();
        if (!grouping.Bounds.IsEmpty || (allNumbers && distinct.Count > MostGroups))
            return ByBounds(grouping, numbers, grouping.Bounds.IsEmpty ? QuarterBounds(numbers) : [.. grouping.Bounds]);

        var kept = distinct.Count > MostGroups ? distinct.Take(MostGroups - 1).ToList() : distinct;
        kept = allNumbers
            ? [.. kept.OrderBy(t => double.Parse(t, CultureInfo.InvariantCulture))]
            : [.. kept.Order(StringComparer.Ordinal)];
        var codes = kept.Select((t, i) => (t, i)).ToDictionary(p => p.t, p => p.i, StringComparer.Ordinal);
        string[] names = [.. kept.Select(t => grouping.Values.GetValueOrDefault(t, t)), .. distinct.Count > kept.Count ? [Rest] : Array.Empty<string>()];
        return new AuditGroups(
            grouping.Column, grouping.Title, [.. names], [.. texts.Select(t => IsMissing(t) ? -1 : codes.GetValueOrDefault(t, kept.Count))]);
    }

    private static AuditGroups ByBounds(AuditGrouping grouping, double[] numbers, double[] bounds)
    {
        var unit = grouping.Unit.Length > 0 ? " " + grouping.Unit : "";
        string[] names =
        [
            $"under {Text(bounds[0])}{unit}",
            .. bounds.Zip(bounds.Skip(1), (a, b) => $"{Text(a)} to under {Text(b)}{unit}"),
            $"{Text(bounds[^1])}{unit} and over",
        ];
        return new AuditGroups(
            grouping.Column, grouping.Title, grouping.Names.IsEmpty ? [.. names] : grouping.Names, [.. numbers.Select(n => double.IsNaN(n) ? -1 : bounds.Count(b => n >= b))]);
    }

    private static double[] QuarterBounds(double[] numbers)
    {
        double[] known = [.. numbers.Where(n => !double.IsNaN(n)).Order()];
        return [.. Enumerable.Range(1, Quarters - 1).Select(k => known[k * known.Length / Quarters]).Distinct()];
    }

    private static string Text(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
