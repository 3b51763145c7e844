using System.Collections.Immutable;
using System.Globalization;

namespace Finntelligence.Modelling.Identification;

/// <summary>How far something declared (<see cref="PricingDefinition"/>) moved each row's rate, the applicant held fixed.</summary>
/// <param name="Name">For people.</param>
/// <param name="Rows">Rows that it tells something of.</param>
/// <param name="Moves">One for each row with a rate, with mean 0 given the applicant; 0 for rows that it tells nothing of.</param>
public sealed record DeclaredMoves(string Name, int Rows, double[] Moves)
{
    private const int MostNumbersTakenAsGroups = 10;
    private const int FewestRowsOfAGroup = 30;

    /// <summary>Of everything declared whose column the history has.</summary>
    /// <param name="pricing">What is declared.</param>
    /// <param name="columns">Texts by header.</param>
    /// <param name="rests">What the applicant leaves of the rate.</param>
    /// <param name="folds">Each row's.</param>
    /// <param name="given">The mean of a number given the applicant, by folds.</param>
    internal static ImmutableArray<DeclaredMoves> Of(
        PricingDefinition pricing, Dictionary<string, string[]> columns, double[] rests, int[] folds, Func<double[], double[]> given) =>
    [
        .. pricing.Changes.Where(c => columns.ContainsKey(c.Column)).Select(c => OfChange(c, columns[c.Column])),
        .. pricing.Instruments.Where(columns.ContainsKey).Select(name => OfInstrument(name, columns[name], rests, folds, given)),
    ];

    /// <summary>
    /// Whether a row is of the time after the change, less what a straight line on either side of it makes of the time: a regression discontinuity in time
    /// (Hahn, Todd and van der Klaauw 2001; Hausman and Rapson 2018).
    /// </summary>
    internal static DeclaredMoves OfChange(PriceChange change, string[] times)
    {
        var at = PriceChange.Place(change.At)!.Value;
        double[] places = [.. times.Select(time => ((PriceChange.Place(time) ?? double.NaN) - at) / change.Window)];
        int[] near = [.. Enumerable.Range(0, places.Length).Where(i => Math.Abs(places[i]) <= 1)];
        var matrix = new SymmetricMatrix(3);
        var products = new double[3];
        foreach (var i in near)
        {
            double[] line = Line(places[i]);
            matrix.Add(line, 1);
            for (var k = 0; k < line.Length; k++)
                products[k] += places[i] >= 0 ? line[k] : 0;
        }

        var coefficients = matrix.Solve(products);
        var moves = new double[times.Length];
        foreach (var i in near)
            moves[i] = (places[i] >= 0 ? 1 : 0) - Line(places[i]).Zip(coefficients, (x, b) => x * b).Sum();
        return new DeclaredMoves($"change of {change.Column} at {change.At}", near.Length, moves);
    }

    /// <summary>
    /// A number as it is; of groups the mean rest of their rows in the other folds, so that a row does not move itself (jackknife instruments,
    /// Angrist, Imbens and Krueger 1999). Less its mean given the applicant.
    /// </summary>
    internal static DeclaredMoves OfInstrument(string name, string[] texts, double[] rests, int[] folds, Func<double[], double[]> given)
    {
        double[] numbers = [.. texts.Select(Number)];
        var isNumber = texts.Distinct().Count() > MostNumbersTakenAsGroups && texts.Zip(numbers).All(pair => pair.First.Length == 0 || double.IsFinite(pair.Second));
        var values = isNumber ? numbers : OthersOfTheGroup(texts, rests, folds);
        double[] known = [.. values.Where(double.IsFinite)];
        if (known.Length == 0)
            return new DeclaredMoves(name, 0, new double[texts.Length]);
        var middle = known.Average();
        double[] filled = [.. values.Select(v => double.IsFinite(v) ? v : middle)];
        var means = given(filled);
        double[] moves = [.. values.Select((v, i) => double.IsFinite(v) ? v - means[i] : 0)];
        // What others of a group paid is a prediction; one that points the wrong way is noise.
        return isNumber || moves.Zip(rests, (z, rest) => z * rest).Sum() > 0
            ? new DeclaredMoves(name, known.Length, moves)
            : new DeclaredMoves(name, 0, new double[texts.Length]);
    }

    private static double[] OthersOfTheGroup(string[] texts, double[] rests, int[] folds)
    {
        var sums = new Dictionary<(string, int), (double Sum, int Count)>();
        var (folded, total) = (new double[folds.Max() + 1], rests.Sum());
        var counts = new int[folded.Length];
        var groups = new Dictionary<string, (double Sum, int Count)>(StringComparer.Ordinal);
        for (var i = 0; i < texts.Length; i++)
        {
            var (sum, count) = groups.GetValueOrDefault(texts[i]);
            groups[texts[i]] = (sum + rests[i], count + 1);
            (sum, count) = sums.GetValueOrDefault((texts[i], folds[i]));
            sums[(texts[i], folds[i])] = (sum + rests[i], count + 1);
            folded[folds[i]] += rests[i];
            counts[folds[i]]++;
        }

        // Less the mean of all others: that alone goes against a fold's own.
        double[] middles = [.. folded.Select((own, fold) => (total - own) / (texts.Length - counts[fold]))];

        return
        [
            .. texts.Select((text, i) =>
            {
                var (all, own) = (groups[text], sums[(text, folds[i])]);
                return all.Count - own.Count >= FewestRowsOfAGroup ? ((all.Sum - own.Sum) / (all.Count - own.Count)) - middles[folds[i]] : double.NaN;
            }),
        ];
    }

    private static double[] Line(double place) => [1, place, place >= 0 ? place : 0];

    private static double Number(string text) =>
        text.Length == 0 ? double.NaN : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.PositiveInfinity;
}
