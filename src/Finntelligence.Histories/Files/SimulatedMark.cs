using System.IO.Compression;

namespace Finntelligence.Histories.Files;

/// <summary>
/// Whether nobody lived a history. A file says so by its name, which begins with "simulated", or by its figures: the twin's logarithms are
/// rounded to five decimals, which those of a real history never all are. The mark stays when the file is renamed, unpacked or imported.
/// </summary>
internal static class SimulatedMark
{
    private const string Name = "simulated";
    private const string Logarithm = "ln";
    private const int Decimals = 5;
    private const int RowsRead = 500;

    // Fewer are too few to tell by.
    private const int FewestFigures = 100;

    /// <summary>Looks at a file's name, and where that says nothing at its first rows.</summary>
    public static bool IsOn(string path) => Path.GetFileName(path).StartsWith(Name, StringComparison.OrdinalIgnoreCase) || IsInRows(path);

    private static bool IsInRows(string path)
    {
        using var file = File.OpenRead(path);
        using var reader = new StreamReader(
            path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file);
        try
        {
            string[] names = reader.ReadLine()?.Split(',') ?? [];
            int[] logarithms = [.. Enumerable.Range(0, names.Length).Where(i => IsLogarithm(names, names[i]))];
            int figures = 0, atFive = 0;
            for (int row = 0; logarithms.Length > 0 && row < RowsRead && reader.ReadLine() is { } line; row++)
            {
                string[] cells = line.Split(',');
                foreach (string cell in logarithms.Where(i => i < cells.Length).Select(i => cells[i]).Where(cell => cell.Length > 0))
                {
                    int decimals = cell.Contains('.') ? cell.Length - cell.IndexOf('.') - 1 : 0;
                    if (decimals > Decimals || cell.Contains('e', StringComparison.OrdinalIgnoreCase))
                        return false;
                    figures++;
                    atFive += decimals == Decimals ? 1 : 0;
                }
            }

            // Whole numbers and short ones are no logarithms that somebody rounded.
            return figures >= FewestFigures && atFive > figures / 2;
        }
        catch (InvalidDataException)
        {
            // A damaged file is refused with its place by whoever reads all of it.
            return false;
        }
    }

    // A column of the name "lnage" beside one of the name "age".
    private static bool IsLogarithm(string[] names, string name) =>
        name.StartsWith(Logarithm, StringComparison.Ordinal) && names.Contains(name[Logarithm.Length..]);
}
