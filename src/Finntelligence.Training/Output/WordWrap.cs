namespace Finntelligence.Training.Output;

/// <summary>Breaks a text into lines between words. A word longer than a line, as a path or a hash, is left whole, so that it can be copied.</summary>
internal static class WordWrap
{
    /// <param name="text">Words with blanks between them; line breaks in it stay.</param>
    /// <param name="width">Characters in a line.</param>
    /// <param name="indent">Blanks before every line but the first.</param>
    public static IEnumerable<string> Lines(string text, int width, int indent = 0) =>
        text.ReplaceLineEndings("\n").Split('\n').SelectMany((part, i) => Part(part, width, indent, i == 0));

    private static IEnumerable<string> Part(string text, int width, int indent, bool isFirst)
    {
        string margin = new(' ', indent);
        string line = isFirst ? "" : margin;
        bool isEmpty = true;
        foreach (string word in text.Split(' '))
        {
            if (!isEmpty && line.Length + 1 + word.Length > width)
            {
                yield return line;
                (line, isEmpty) = (margin, true);
            }

            line += isEmpty ? word : " " + word;
            isEmpty = false;
        }

        yield return line;
    }
}
