using System.Collections.Frozen;

namespace Finntelligence.Histories.Reading;

/// <summary>Words that stand where a number is expected.</summary>
internal static class CellWords
{
    private static readonly FrozenDictionary<string, string> Truth = new Dictionary<string, string>
    {
        ["true"] = "1", ["yes"] = "1", ["y"] = "1", ["t"] = "1", ["ja"] = "1", ["oui"] = "1", ["si"] = "1", ["sí"] = "1", ["sim"] = "1",
        ["false"] = "0", ["no"] = "0", ["n"] = "0", ["f"] = "0", ["nein"] = "0", ["non"] = "0", ["não"] = "0",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Nothing =
        new[] { "na", "n/a", "#n/a", "nan", "null", "none", "nil", "-", "--", "?", "." }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>1 for yes, 0 for no, in the words of several languages; null for another word.</summary>
    public static string? Flag(string cell) => Truth.GetValueOrDefault(cell);

    /// <summary>Whether the word says that nothing is known.</summary>
    public static bool IsNothing(string cell) => Nothing.Contains(cell);
}
