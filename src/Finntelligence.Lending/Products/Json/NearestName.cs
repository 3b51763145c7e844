namespace Finntelligence.Lending.Products.Json;

/// <summary>Finds what someone probably meant to write.</summary>
public static class NearestName
{
    private const int LongestName = 80;

    /// <summary>
    /// A sentence to append to a fault, such as <c> Did you mean "monthlyIncome"?</c>; empty where no candidate is near:
    /// the edit distance, ignoring case, is at most a third of the name's length.
    /// </summary>
    public static string Hint(string name, IEnumerable<string> candidates)
    {
        if (name.Length is 0 or > LongestName)
            return "";
        var best = candidates
            .Select(candidate => (Candidate: candidate, Distance: Distance(name, candidate)))
            .Where(c => c.Distance <= Math.Max(name.Length, c.Candidate.Length) / 3)
            .OrderBy(c => c.Distance)
            .ThenBy(c => c.Candidate, StringComparer.Ordinal)
            .Select(c => c.Candidate)
            .FirstOrDefault();
        return best is null ? "" : $" Did you mean \"{best}\"?";
    }

    /// <summary>Levenshtein's distance, ignoring case.</summary>
    internal static int Distance(string a, string b)
    {
        var previous = Enumerable.Range(0, b.Length + 1).ToArray();
        var current = new int[b.Length + 1];
        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replace = previous[j - 1] + (char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]) ? 0 : 1);
                current[j] = Math.Min(replace, Math.Min(previous[j], current[j - 1]) + 1);
            }
            (previous, current) = (current, previous);
        }
        return previous[b.Length];
    }
}
