using Finntelligence.Histories.Simulation;

namespace Finntelligence.Histories.CarLoans;

/// <summary>
/// The history of the second product: applicants and offers drawn at random, outcomes by <see cref="CarMarket"/>. Row n depends on the seed and n
/// only.
/// </summary>
public static class CarSimulation
{
    /// <summary>The product.</summary>
    public const string Product = "car-loan";

    /// <summary>Seed of the history in the repository.</summary>
    public const ulong ShippedSeed = 2025;

    /// <summary>Rows of the history in the repository.</summary>
    public const int ShippedRows = 12_000;

    /// <summary>Headers.</summary>
    public static IReadOnlyList<string> Names => CarColumns.Names;

    /// <summary>Whether it is the history in the repository.</summary>
    public static bool IsShipped(ulong seed, long rows) => seed == ShippedSeed && rows == ShippedRows;

    /// <summary>One row.</summary>
    /// <param name="seed">Any.</param>
    /// <param name="row">From 0.</param>
    public static CarApplication Application(ulong seed, long row) => CarDraw.Draw(new RowRandom(seed, row));

    /// <summary>Writes a CSV with a header row whole or not at all, compressed if its name ends in .gz.</summary>
    public static void Write(string path, ulong seed, long rows, IProgress<double> progress, CancellationToken cancellationToken) => SimulatedFile.Write(
        path,
        stream => SimulatedFile.Write(
            stream, Names, rows, (row, cells) => CarColumns.Write(Application(seed, row), cells), progress, cancellationToken));
}
