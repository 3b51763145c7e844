namespace Finntelligence.Trees.Formats.MlNet.Reading;

/// <summary>Text from a file in a message: its length is anyone's guess, and so are its characters.</summary>
internal static class FileText
{
    private const int Longest = 80;

    /// <summary>At most 80 characters, with a dot for each that a log should not see.</summary>
    public static string Printable(string text)
    {
        var shown = string.Concat(text.Take(Longest).Select(c => char.IsControl(c) ? '.' : c));
        return text.Length > Longest ? shown + "…" : shown;
    }
}
