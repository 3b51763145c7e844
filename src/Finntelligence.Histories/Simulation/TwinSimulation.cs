using Finntelligence.Histories.Simulation.Draws;

namespace Finntelligence.Histories.Simulation;

/// <summary>
/// The twin of the experiment: client given class and wave, rate at random given class and wave, outcome by
/// <see cref="SimulatedMarket"/>. Row n depends on the seed and n only.
/// </summary>
public static class TwinSimulation
{
    /// <summary>Seed of the twin in the repository.</summary>
    public const ulong ShippedSeed = 2008;

    /// <summary>Rows of the experiment, and of the twin in the repository.</summary>
    public const int ShippedRows = 53810;

    /// <summary>Whether it is the twin in the repository.</summary>
    public static bool IsShipped(ulong seed, long rows) => seed == ShippedSeed && rows == ShippedRows;

    /// <summary>One row.</summary>
    /// <param name="seed">Any.</param>
    /// <param name="row">From 0.</param>
    public static SimulatedLetter Letter(ulong seed, long row)
    {
        var random = new RowRandom(seed, row);
        SimulatedClient client = ClientDraw.Draw(random);
        SimulatedOffer offer = OfferDraw.Draw(client, random);
        return new SimulatedLetter(client, offer, OutcomeDraw.Draw(client, offer, new TwinBehaviour(client.Applicant), random));
    }

    /// <summary>One row whose client is offered a rate that is not drawn.</summary>
    /// <param name="seed">Any.</param>
    /// <param name="row">From 0.</param>
    /// <param name="rate">Hundredths of a percent a month.</param>
    public static SimulatedLetter LetterAt(ulong seed, long row, int rate)
    {
        var random = new RowRandom(seed, row);
        SimulatedClient client = ClientDraw.Draw(random);
        var offer = new SimulatedOffer { Rate = rate, ContractRate = rate, TermShown = null };
        return new SimulatedLetter(client, offer, OutcomeDraw.Draw(client, offer, new TwinBehaviour(client.Applicant), random));
    }

    /// <summary>Writes a CSV with a header row whole or not at all, compressed if its name ends in .gz.</summary>
    public static void Write(string path, ulong seed, long rows, IProgress<double> progress, CancellationToken cancellationToken) =>
        SimulatedFile.Write(path, stream => Write(stream, seed, rows, progress, cancellationToken));

    /// <summary>Writes a CSV with a header row.</summary>
    public static void Write(Stream stream, ulong seed, long rows, IProgress<double> progress, CancellationToken cancellationToken) =>
        SimulatedFile.Write(stream, TwinColumns.Names, rows, (row, cells) => TwinColumns.Write(Letter(seed, row), cells), progress, cancellationToken);
}
