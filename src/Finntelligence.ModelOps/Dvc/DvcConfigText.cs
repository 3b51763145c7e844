using System.Text.RegularExpressions;

namespace Finntelligence.ModelOps.Dvc;

/// <summary>
/// The grammar of <c>.dvc/config</c>, that of Python's configobj: sections and <c>name = value</c>; a value may be quoted, a comment begins
/// with <c>#</c>, a comma makes a list. Names do not care for case, as DVC reads them.
/// </summary>
internal static partial class DvcConfigText
{
    /// <exception cref="DvcException">A line is none of these; the message names it.</exception>
    public static IEnumerable<(string Section, string Key, string Value)> Read(string path)
    {
        var seen = new HashSet<(string, string)>();
        var section = "";
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (line.TrimStart() is "" or ['#', ..])
                continue;
            if (SectionLine().Match(line) is { Success: true } title)
            {
                if (title.Groups["open"].Value.Count(c => c == '[') != 1 || title.Groups["close"].Value.Count(c => c == ']') != 1)
                    throw Fault("a section within a section cannot be read");
                section = Unquoted(title.Groups["name"].Value).ToLowerInvariant();
                if (!seen.Add((section, "")))
                    throw Fault($"the section [{section}] stands twice");
                continue;
            }
            if (EntryLine().Match(line) is not { Success: true } entry || section.Length == 0)
                throw Fault("a section or 'name = value' was expected");
            var key = Unquoted(entry.Groups["key"].Value).ToLowerInvariant();
            if (!seen.Add((section, key)))
                throw Fault($"'{key}' stands twice");
            yield return (section, key, Value(entry.Groups["value"].Value, key));
        }

        string Value(string text, string key)
        {
            if (text.StartsWith("\"\"\"", StringComparison.Ordinal) || text.StartsWith("'''", StringComparison.Ordinal))
                throw Fault($"the value of '{key}' goes over several lines, which cannot be read");
            var match = ValueText().Match(text);
            if (!match.Success)
                throw Fault($"the value of '{key}' cannot be read: its quotes do not match");
            if (match.Groups["list"].Length > 0 || match.Groups["none"].Success)
                throw Fault($"the value of '{key}' has a comma outside quotes, which makes it a list");
            var value = Unquoted(match.Groups["one"].Value);
            return value.Contains("%(", StringComparison.Ordinal) ? throw Fault($"the value of '{key}' refers to another (%(…)s), which cannot be read") : value;
        }

        DvcException Fault(string what) => new($"{path}, line {number}: {what}.");
    }

    private static string Unquoted(string text)
    {
        text = text.Trim();
        return text.Length > 1 && text[0] is '"' or '\'' && text[^1] == text[0] ? text[1..^1] : text;
    }

    [GeneratedRegex("""^\s*(?<open>(?:\[\s*)+)(?<name>"\s*\S.*?\s*"|'\s*\S.*?\s*'|[^'"\s].*?)(?<close>(?:\s*\])+)\s*(?:\#.*)?$""")]
    private static partial Regex SectionLine();

    [GeneratedRegex("""^\s*(?<key>".*?"|'.*?'|[^'"=].*?)\s*=\s*(?<value>.*)$""")]
    private static partial Regex EntryLine();

    [GeneratedRegex("""^(?:(?<list>(?:(?:".*?"|'.*?'|[^'",\#][^,\#]*?)\s*,\s*)*)(?<one>".*?"|'.*?'|[^'",\#\s][^,]*?|(?<!,))?|(?<none>,))\s*(?:\#.*)?$""")]
    private static partial Regex ValueText();
}
