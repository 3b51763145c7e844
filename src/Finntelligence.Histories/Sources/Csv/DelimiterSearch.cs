namespace Finntelligence.Histories.Sources.Csv;

/// <summary>Finds what stands between cells: the sign that cuts every row into as many cells as the header, and into the most.</summary>
internal static class DelimiterSearch
{
    private const string Candidates = ",;\t|^~:";
    private const int MostRows = 200;

    // A file with a few faulty rows is still one of its kind.
    private const double LeastShare = 0.9;

    /// <summary>The delimiter; a comma where nothing tells.</summary>
    /// <param name="text">The beginning of the file, from the header.</param>
    /// <param name="isWhole">Whether it is all of it, so that its last row is complete.</param>
    public static char Find(string text, bool isWhole)
    {
        var best = (Delimiter: ',', Cells: 1);
        foreach (var candidate in Candidates)
        {
            var counts = CellCounts(text, candidate, isWhole);
            if (counts.Count == 0 || counts[0] <= best.Cells)
                continue;
            if (counts.Count(c => c == counts[0]) >= counts.Count * LeastShare)
                best = (candidate, counts[0]);
        }

        return best.Delimiter;
    }

    private static List<int> CellCounts(string text, char delimiter, bool isWhole)
    {
        var counts = new List<int>();
        var cells = 1;
        var isQuoted = false;
        var isEmpty = true;
        for (var i = 0; i < text.Length && counts.Count < MostRows; i++)
        {
            var c = text[i];
            if (c == '"')
                isQuoted = !isQuoted;
            else if (!isQuoted && c == delimiter)
                cells++;
            else if (!isQuoted && c is '\n' or '\r')
            {
                if (!isEmpty)
                    counts.Add(cells);
                (cells, isEmpty) = (1, true);
                continue;
            }

            isEmpty = false;
        }

        if (isWhole && !isEmpty && counts.Count < MostRows)
            counts.Add(cells);
        return counts;
    }
}
