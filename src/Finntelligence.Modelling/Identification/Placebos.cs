using System.Collections.Immutable;
using System.Globalization;
using Finntelligence.Lending.Models;

namespace Finntelligence.Modelling.Identification;

/// <summary>
/// Placebo outcomes (Rosenbaum 1984): what was fixed before the rate cannot be its effect, so where what is left of the rate goes with it, something
/// that the model does not see set the rates.
/// </summary>
internal static class Placebos
{
    private const int MostNumbersTakenAsGroups = 10;
    private const int FewestRowsOfAGroup = 30;

    /// <summary>One result for each column that varies.</summary>
    /// <param name="columns">Names and, for every row, the text.</param>
    /// <param name="rests">What is left of the rate, in units that do not depend on the row.</param>
    public static ImmutableArray<PlaceboFigures> Of(IEnumerable<(string Name, string[] Texts)> columns, double[] rests) =>
        [.. columns.Select(column => Of(column.Name, column.Texts, rests)).OfType<PlaceboFigures>()];

    internal static PlaceboFigures? Of(string name, string[] texts, double[] rests)
    {
        var distinct = texts.Where(t => t.Length > 0).Distinct().Count();
        if (distinct < 2)
            return null;
        double[] numbers = [.. texts.Select(Number)];
        var isNumber = distinct > MostNumbersTakenAsGroups && texts.Zip(numbers).All(pair => pair.First.Length == 0 || double.IsFinite(pair.Second));
        return isNumber ? OfNumbers(name, numbers, rests) : OfGroups(name, texts, rests);
    }

    private static PlaceboFigures OfNumbers(string name, double[] numbers, double[] rests)
    {
        var known = numbers.Count(n => !double.IsNaN(n));
        var correlation = RateBalance.Pearson(numbers, rests, null);
        return Figures(name, correlation * correlation, known, 1);
    }

    private static PlaceboFigures? OfGroups(string name, string[] texts, double[] rests)
    {
        // Small groups together make one: each would cost a degree of freedom and tell nothing.
        var large = texts.GroupBy(t => t).Where(g => g.Count() >= FewestRowsOfAGroup).Select(g => g.Key).ToHashSet();
        var groups = texts.Zip(rests).GroupBy(pair => large.Contains(pair.First) ? pair.First : "\0").Select(g => (Count: g.Count(), Mean: g.Average(p => p.Second))).ToList();
        if (groups.Count < 2)
            return null;
        var mean = rests.Average();
        double total = rests.Sum(r => (r - mean) * (r - mean)), between = groups.Sum(g => g.Count * (g.Mean - mean) * (g.Mean - mean));
        return Figures(name, total > 0 ? between / total : 0, rests.Length, groups.Count - 1);
    }

    // n · R² is χ² with that many degrees of freedom when nothing goes with anything; Wilson and Hilferty (1931) make a normal of it.
    private static PlaceboFigures Figures(string name, double explained, int rows, int degrees)
    {
        var spread = 2.0 / (9 * degrees);
        var z = (Math.Cbrt(rows * explained / degrees) - (1 - spread)) / Math.Sqrt(spread);
        return new PlaceboFigures(name, explained - ((double)degrees / rows), z);
    }

    private static double Number(string text) =>
        text.Length == 0 ? double.NaN : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.PositiveInfinity;
}
