using System.Globalization;
using System.Text.RegularExpressions;

namespace Finntelligence.ModelOps.Experiments;

/// <summary>
/// Which runs are meant, in the words of MLflow's search: <c>metrics.`risk/auc` > 0.7 and params.seed = '1' and tags.note like '%first%'
/// and attributes.status = 'FINISHED'</c>. A run without the metric, parameter or tag is not meant.
/// </summary>
public sealed partial class RunFilter
{
    private readonly IReadOnlyList<Func<RunRecord, bool>> _conditions;

    private RunFilter(IReadOnlyList<Func<RunRecord, bool>> conditions) => _conditions = conditions;

    /// <summary>Reads a filter; an empty one means every run.</summary>
    /// <exception cref="ArgumentException">The text is no filter; the message says what is possible.</exception>
    public static RunFilter Parse(string text)
    {
        var conditions = new List<Func<RunRecord, bool>>();
        var at = 0;
        while (at < text.Length || conditions.Count > 0)
        {
            var match = Condition().Match(text, at);
            if (!match.Success)
                throw new ArgumentException($"'{text[at..].Trim()}' is no condition. Possible are, joined by 'and': metrics.`risk/auc` > 0.7, params.seed = '1', tags.note like '%first%', attributes.status = 'FINISHED'.");
            conditions.Add(Read(match));
            at = match.Index + match.Length;
            if (string.IsNullOrWhiteSpace(text[at..]))
                return new RunFilter(conditions);
            var and = And().Match(text, at);
            if (!and.Success)
                throw new ArgumentException($"'{text[at..].Trim()}': conditions are joined by 'and'.");
            at = and.Index + and.Length;
        }
        return new RunFilter(conditions);
    }

    /// <summary>Whether a run is meant.</summary>
    public bool Means(RunRecord run) => _conditions.All(condition => condition(run));

    /// <summary>Reads an order, as <c>metrics.`risk/auc` desc</c>.</summary>
    /// <returns>The value to sort by, null for a run that has none, and whether the greatest comes first. Runs without a value come last.</returns>
    /// <exception cref="ArgumentException">The text is no order.</exception>
    public static (Func<RunRecord, IComparable?> Value, bool Descending) ParseOrder(string text)
    {
        var match = Order().Match(text);
        return match.Success
            ? (ValueOf(match), match.Groups["desc"].Value.Equals("desc", StringComparison.OrdinalIgnoreCase))
            : throw new ArgumentException($"'{text}' is no order. Possible is, for example: metrics.`risk/auc` desc, or attributes.start_time.");
    }

    /// <summary>The runs that are meant, in order.</summary>
    /// <param name="runs">Some runs.</param>
    /// <param name="filter">As <see cref="Parse"/> reads it.</param>
    /// <param name="order">As <see cref="ParseOrder"/> reads it; null for the order they have.</param>
    /// <exception cref="ArgumentException">One of the texts is none.</exception>
    public static IReadOnlyList<RunRecord> Choose(IEnumerable<RunRecord> runs, string filter, string? order)
    {
        RunRecord[] meant = [.. runs.Where(Parse(filter).Means)];
        if (order is null)
            return meant;
        var (value, descending) = ParseOrder(order);
        var known = meant.Where(run => value(run) is not null);
        return [.. descending ? known.OrderByDescending(value) : known.OrderBy(value), .. meant.Where(run => value(run) is null)];
    }

    private static Func<RunRecord, bool> Read(Match match)
    {
        var value = ValueOf(match);
        var comparison = match.Groups["compare"].Value.ToUpperInvariant();
        var isNumeric = match.Groups["number"].Success;
        var wanted = isNumeric
            ? (IComparable)double.Parse(match.Groups["number"].ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture)
            : match.Groups["text"].Value;
        if (IsNumber(match) != isNumeric)
            throw new ArgumentException(isNumeric
                ? $"{match.Groups["left"].Value} is text: put quotes around {match.Groups["number"].Value}."
                : $"{match.Groups["left"].Value} is a number: leave out the quotes.");
        if (comparison is "LIKE" or "ILIKE")
        {
            if (isNumeric)
                throw new ArgumentException($"{match.Groups["left"].Value} is a number, and {comparison.ToLowerInvariant()} compares text.");
            var pattern = new Regex(
                "^" + Regex.Escape((string)wanted).Replace("%", ".*", StringComparison.Ordinal).Replace("_", ".", StringComparison.Ordinal) + "$",
                (comparison == "ILIKE" ? RegexOptions.IgnoreCase : RegexOptions.None) | RegexOptions.Singleline | RegexOptions.CultureInvariant,
                TimeSpan.FromSeconds(1));
            return run => value(run) is string text && pattern.IsMatch(text);
        }
        if (!isNumeric && comparison is not ("=" or "!="))
            throw new ArgumentException($"{match.Groups["left"].Value} is text, which can be compared by =, !=, like and ilike.");
        return run => value(run) is { } found && Holds(found is string text ? string.CompareOrdinal(text, (string)wanted) : found.CompareTo(wanted), comparison);
    }

    private static bool Holds(int order, string comparison) => comparison switch
    {
        "=" => order == 0,
        "!=" => order != 0,
        ">" => order > 0,
        ">=" => order >= 0,
        "<" => order < 0,
        _ => order <= 0,
    };

    private static bool IsNumber(Match match) => Group(match) == "metrics" || (Group(match) == "attributes" && Name(match) is "start_time" or "end_time");

    private static Func<RunRecord, IComparable?> ValueOf(Match match)
    {
        var name = Name(match);
        return (Group(match), name) switch
        {
            ("metrics", _) => run => run.LastMetrics.TryGetValue(name, out var value) ? value : null,
            ("params", _) => run => run.Parameters.GetValueOrDefault(name),
            ("tags", _) => run => run.Tags.GetValueOrDefault(name),
            (_, "status") => run => run.Status.ToString().ToUpperInvariant(),
            (_, "run_id") => run => run.Id,
            (_, "run_name") => run => run.Name,
            (_, "start_time") => run => (double)run.Start.ToUnixTimeMilliseconds(),
            (_, "end_time") => run => run.End is { } end ? (double)end.ToUnixTimeMilliseconds() : null,
            _ => throw new ArgumentException($"A run has no attribute '{name}'; it has status, run_id, run_name, start_time and end_time (milliseconds since 1970)."),
        };
    }

    private static string Group(Match match) => match.Groups["group"].Value.ToLowerInvariant() switch
    {
        "metric" or "metrics" => "metrics",
        "param" or "params" or "parameter" or "parameters" => "params",
        "tag" or "tags" => "tags",
        _ => "attributes",
    };

    private static string Name(Match match) => match.Groups["name"].Value.Trim('`', '"');

    private const string Left = """(?<left>(?:(?<group>metrics?|params?|parameters?|tags?|attributes?|attr|run)\.)?(?<name>`[^`]+`|"[^"]+"|[\w./-]+))""";

    [GeneratedRegex(@"\G\s*" + Left + """\s*(?<compare>>=|<=|!=|=|>|<|like\b|ilike\b)\s*(?:'(?<text>[^']*)'|"(?<text>[^"]*)"|(?<number>[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?))""", RegexOptions.IgnoreCase)]
    private static partial Regex Condition();

    [GeneratedRegex(@"\G\s+and\s", RegexOptions.IgnoreCase)]
    private static partial Regex And();

    [GeneratedRegex(@"\A\s*" + Left + @"(?:\s+(?<desc>asc|desc))?\s*\z", RegexOptions.IgnoreCase)]
    private static partial Regex Order();
}
