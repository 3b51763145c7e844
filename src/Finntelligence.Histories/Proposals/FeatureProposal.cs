using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Finntelligence.Histories.Proposals;

/// <summary>A column as a feature of the applicant.</summary>
internal static partial class FeatureProposal
{
    /// <summary>Most values of a category: more would be learned by heart.</summary>
    public const int MostCategories = 50;

    private const int MostOddTexts = 20;
    private const int FewestRows = 100;
    private const double LeastShare = 0.001;
    private const double GreatestInteger = 16_777_216;

    /// <summary>Whether a column of texts has more of them than a model should tell apart.</summary>
    public static bool IsTooFine(ColumnFacts column) => column.HasMore || column.Known.Length > MostCategories;

    /// <summary>Its texts that stand in many rows, commonest first, and one less than a category may have.</summary>
    public static ImmutableArray<string> Commonest(ColumnFacts column) =>
        [.. column.Known.Where(v => v.Value >= Math.Max(FewestRows, column.Rows * LeastShare)).Take(MostCategories - 1).Select(v => v.Key)];

    /// <summary>The feature as product.json has it.</summary>
    /// <param name="column">A column of numbers, of yes and no, or of few texts.</param>
    /// <param name="name">The feature's name.</param>
    public static JsonObject ToJson(ColumnFacts column, string name)
    {
        var json = new JsonObject { ["note"] = "", ["name"] = name };
        var source = new JsonObject { ["column"] = column.Name };
        string reason;
        if (column.IsBoolean)
        {
            json["kind"] = "boolean";
            json["example"] = true;
            reason = "its cells are yes and no";
        }
        else if (column.IsNumeric)
            reason = Number(column, json, source);
        else
        {
            reason = IsTooFine(column) ? Grouped(column, json, source) : Category(column, json);
            // Where numbers are read the import knows these words; a text stays what it is.
            if (!column.NothingWords.IsEmpty)
                source["missing"] = new JsonArray([.. column.NothingWords.Select(w => JsonValue.Create(w))]);
        }

        json["required"] = column.Missing == 0 && column.NothingWords.IsEmpty && !source.ContainsKey("missing");
        json["description"] = $"The history's column {column.Name}.";
        json["source"] = source;
        json["reason"] = new JsonObject { ["code"] = Code(name), ["text"] = Text(name) };
        json["note"] = $"{char.ToUpperInvariant(reason[0])}{reason[1..]}. Describe it, and word its reason for a customer.";
        return json;
    }

    private static string Number(ColumnFacts column, JsonObject json, JsonObject source)
    {
        var reasons = new List<string>();
        var codes = MissingCodes(column);
        if (codes.Count > 0)
            source["missing"] = new JsonArray([.. codes.Select(c => JsonValue.Create(c))]);
        var mapped = Odd(column, source, reasons);
        double[] numbers = [.. column.Known.Where(v => !codes.Contains(v.Key)).Select(v => ColumnFacts.Number(v.Key)).OfType<double>(), .. mapped];
        var (least, greatest) = (RoundDown(numbers.Min()), RoundUp(numbers.Max()));
        if (column.HasMore)
            reasons.Add("more than ten thousand different values, so the ends of the range may lie within them");
        if (least == greatest)
            greatest = least + 1;
        var isInteger = numbers.All(n => n == Math.Truncate(n)) && Math.Abs(least) < GreatestInteger && Math.Abs(greatest) < GreatestInteger;
        json["kind"] = isInteger ? "integer" : "number";
        json["range"] = new JsonArray(Literal(least), Literal(greatest));
        var sorted = column.Numbers.Where(n => n >= least && n <= greatest).ToArray();
        json["example"] = Literal(sorted.Length > 0 ? sorted[sorted.Length / 2] : least);
        if (codes.Count > 0)
            reasons.Add($"{string.Join(", ", codes)} stands far from every other value and is taken for a code of \"missing\"");
        reasons.Insert(0, isInteger ? "its cells are whole numbers" : "its cells are numbers");
        return string.Join("; ", reasons);
    }

    // "< 1 year" is half a year; what has no number in it is missing.
    private static IEnumerable<double> Odd(ColumnFacts column, JsonObject source, List<string> reasons)
    {
        if (column.Odd.IsEmpty)
            return [];
        var map = new JsonObject();
        foreach (var text in column.Odd.Take(MostOddTexts))
        {
            if (Bound().Match(text) is { Success: true } match && ColumnFacts.Number(match.Groups[2].Value) is { } bound)
                map[text] = Literal(match.Groups[1].Value == "<" ? bound / 2 : bound);
        }

        if (map.Count > 0)
            source["map"] = map;
        var others = column.Odd.Where(t => !map.ContainsKey(t)).Take(MostOddTexts).ToArray();
        if (others.Length > 0)
        {
            var missing = source["missing"]?.AsArray() ?? [];
            foreach (var text in others)
                missing.Add(JsonValue.Create(text));
            source["missing"] = missing;
        }

        reasons.Add($"{string.Join(", ", column.Odd.Take(5).Select(t => $"\"{t}\""))} are no numbers; say what they stand for");
        return map.Select(m => (double)m.Value!.GetValue<decimal>());
    }

    // 999, 9999, −1: a value of nines or below zero, far from all others.
    private static HashSet<string> MissingCodes(ColumnFacts column)
    {
        var values = column.Known.Select(v => (Text: v.Key, Number: ColumnFacts.Number(v.Key))).Where(v => v.Number is not null).OrderBy(v => v.Number).ToArray();
        var codes = new HashSet<string>(StringComparer.Ordinal);
        if (values.Length < 4 || column.HasMore)
            return codes;
        var (greatest, next) = (values[^1], values[^2]);
        if (Nines().IsMatch(greatest.Text) && greatest.Number > 3 * Math.Max(1, Math.Abs(next.Number!.Value)))
            codes.Add(greatest.Text);
        if (values[0].Text is "-1" or "-9" or "-99" or "-999" or "-9999" && values[1].Number >= 0)
            codes.Add(values[0].Text);
        return codes;
    }

    private static string Grouped(ColumnFacts column, JsonObject json, JsonObject source)
    {
        var kept = Commonest(column);
        var others = new[] { "OTHER", "OTHERS", "ANY_OTHER" }.First(name => !kept.Contains(name));
        json["kind"] = "category";
        json["values"] = new JsonArray([.. kept.Order(StringComparer.Ordinal).Append(others).Select(v => JsonValue.Create(v))]);
        json["ordered"] = false;
        json["example"] = kept[0];
        source["others"] = others;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"its {(column.HasMore ? "more than " : "")}{column.Known.Length:N0} texts are more than a model should tell apart: the {kept.Length} that stand in many rows are kept, and {others} stands for the rest; group them in source.groups by what you know of them");
    }

    private static string Category(ColumnFacts column, JsonObject json)
    {
        var values = column.Known.Select(v => v.Key).Order(StringComparer.Ordinal).ToArray();
        var isOrdered = values.All(v => Grade().IsMatch(v));
        json["kind"] = "category";
        json["values"] = new JsonArray([.. values.Select(v => JsonValue.Create(v))]);
        json["ordered"] = isOrdered;
        json["example"] = column.Known[0].Key;
        return $"its {values.Length} texts are few enough for a category{(isOrdered ? ", and look like grades in order" : "")}";
    }

    /// <summary>A number without the noise of binary fractions.</summary>
    public static JsonValue Literal(double value) => JsonValue.Create((decimal)Math.Round(value, 6) / 1.0000000000000000000000000000m);

    // To two figures.
    private static double RoundDown(double value) => value == 0 ? 0 : Math.Floor(value / Unit(value)) * Unit(value);

    private static double RoundUp(double value) => value == 0 ? 0 : Math.Ceiling(value / Unit(value)) * Unit(value);

    private static double Unit(double value) => Math.Abs(value) < 10 && value == Math.Truncate(value) ? 1 : Math.Pow(10, Math.Floor(Math.Log10(Math.Abs(value))) - 1);

    private static string Code(string name) => Capital().Replace(name, "_$1").ToUpperInvariant();

    private static string Text(string name) => "Your " + Capital().Replace(name, " $1").ToLower(CultureInfo.InvariantCulture);

    [GeneratedRegex("^\\s*([<>])=?\\s*([0-9.,]+)")]
    private static partial Regex Bound();

    [GeneratedRegex("^9{2,}$")]
    private static partial Regex Nines();

    [GeneratedRegex("^[A-Z][0-9]?$|^[0-9]$")]
    private static partial Regex Grade();

    [GeneratedRegex("([A-Z])")]
    private static partial Regex Capital();
}
