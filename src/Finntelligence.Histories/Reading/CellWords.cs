using System.Collections.Frozen;

namespace Finntelligence.Histories.Reading;

/// <summary>Words that stand where a number is expected.</summary>
internal static class CellWords
{
    private static readonly FrozenSet<string> Yes =
        new[] { "true", "yes", "y", "t", "ja", "oui", "si", "sí", "sim" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> No =
        new[] { "false", "no", "n", "f", "nein", "non", "não" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Nothing =
        new[] { "na", "n/a", "#n/a", "nan", "null", "none", "nil", "-", "--", "?", "." }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>1 for yes, 0 for no, in the words of several languages; null for another word.</summary>
    public static string? Flag(string cell) => Yes.Contains(cell) ? "1" : No.Contains(cell) ? "0" : null;

    /// <summary>Whether the word says that nothing is known.</summary>
    public static bool IsNothing(string cell) => Nothing.Contains(cell);
}
