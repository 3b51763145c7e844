using System.Collections.Immutable;

namespace Finntelligence.Histories.Sources;

/// <summary>Column names as history.csv has them.</summary>
internal static class ColumnNames
{
    /// <summary>Names without line ends and white space around them; an unnamed column is called after its position, which is noted.</summary>
    /// <param name="header">As the file has them.</param>
    /// <param name="file">What the file is, for messages: "CSV".</param>
    /// <param name="notes">Takes what was changed.</param>
    /// <exception cref="InvalidSourceException">A name has control characters, or two are the same; all such are named.</exception>
    public static ImmutableArray<string> Of(IEnumerable<string> header, string file, ICollection<string> notes)
    {
        var names = header.Select(name => name.ReplaceLineEndings(" ").Trim()).ToArray();
        var faults = new List<string>();
        var seen = names.ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < names.Length; i++)
        {
            if (names[i].Any(char.IsControl))
                faults.Add($"Column {i + 1} of the {file}'s header has no proper name.");
            if (names[i].Length > 0)
                continue;
            names[i] = $"column{i + 1}";
            while (!seen.Add(names[i]))
                names[i] += "_";
            notes.Add($"Column {i + 1} has no name in the header; it is called {names[i]}.");
        }

        faults.AddRange(names.CountBy(n => n).Where(n => n.Value > 1).Select(n => $"The {file}'s header has {Words(n.Value)} columns named {n.Key}."));
        return faults.Count == 0 ? [.. names] : throw new InvalidSourceException(string.Join(' ', faults));
    }

    private static string Words(int count) => count == 2 ? "two" : count.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
