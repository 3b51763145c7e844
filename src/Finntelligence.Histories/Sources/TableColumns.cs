using System.Globalization;

namespace Finntelligence.Histories.Sources;

/// <summary>Finds columns by name and reads numbers, with errors that name row and column.</summary>
internal sealed class TableColumns(IReadOnlyList<string> names)
{
    private readonly Dictionary<string, int> _index =
        names.Select((name, i) => (name, i)).ToDictionary(c => c.name, c => c.i, StringComparer.Ordinal);

    /// <summary>Data row being read, from 1; for messages.</summary>
    public long Row { get; set; }

    public IReadOnlyList<string> Names => names;

    /// <summary>Position of a column.</summary>
    /// <param name="name">Its header.</param>
    /// <param name="user">Who needs it, for the message.</param>
    /// <exception cref="InvalidSourceException">There is none.</exception>
    public int Index(string name, string user) => _index.TryGetValue(name, out int index)
        ? index
        : throw new InvalidSourceException($"There is no column {name}, which {user} needs.");

    /// <summary>A cell that is not empty, as a number.</summary>
    /// <exception cref="InvalidSourceException">It is not a number.</exception>
    public double Number(string[] cells, int column) =>
        double.TryParse(cells[column], NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? value
            : throw new InvalidSourceException($"Row {Row}, column {names[column]}: a number is expected, not '{Short(cells[column])}'.");

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
