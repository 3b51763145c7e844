using System.Globalization;
using Finntelligence.Histories.Simulation.Draws;

namespace Finntelligence.Histories.Simulation.Confounding;

/// <summary>
/// The market whose prices follow risk, as a file: the experiment's 54 columns and the mood. A product that declares the mood as a feature
/// has seen the cause, the shipped one has not. The mood goes with the client's age, which is for audits only, by a correlation of one half
/// where the age is known: so a hidden cause leaves its trace where a placebo can find it. Row n depends on seed, strength and n only.
/// </summary>
public static class ConfoundedSimulation
{
    /// <summary>Header of the mood.</summary>
    public const string MoodColumn = "mood";

    private const double MoodByAge = 0.5;
    private const double MeanAge = 41;
    private const double AgeDeviation = 11.5;

    /// <summary>Headers.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. TwinColumns.Names, MoodColumn];

    /// <summary>One row.</summary>
    /// <param name="strength">How much of the rate follows risk and mood.</param>
    /// <param name="seed">Any.</param>
    /// <param name="row">From 0.</param>
    public static (SimulatedLetter Letter, double Mood) Letter(ConfoundingStrength strength, ulong seed, long row)
    {
        var random = new RowRandom(seed, row);
        var (client, mood) = Client(random);
        var market = new ConfoundedMarket(client.Applicant, mood);
        int rate = (int)Math.Round(100 * market.Rate(strength, random.Normal()));
        var offer = new SimulatedOffer { Rate = rate, ContractRate = rate, TermShown = null };
        return (new SimulatedLetter(client, offer, OutcomeDraw.Draw(client, offer, market, random)), mood);
    }

    /// <summary>A client and the mood of whoever serves him; nothing is offered yet.</summary>
    /// <param name="seed">Any.</param>
    /// <param name="row">From 0.</param>
    public static (SimulatedClient Client, double Mood) Client(ulong seed, long row) => Client(new RowRandom(seed, row));

    private static (SimulatedClient Client, double Mood) Client(RowRandom random)
    {
        SimulatedClient client = ClientDraw.Draw(random);
        double age = ((client.Age ?? MeanAge) - MeanAge) / AgeDeviation;
        return (client, Math.Round((MoodByAge * age) + (Math.Sqrt(1 - (MoodByAge * MoodByAge)) * random.Normal()), 3));
    }

    /// <summary>Writes a CSV with a header row whole or not at all, compressed if its name ends in .gz.</summary>
    public static void Write(
        string path, ConfoundingStrength strength, ulong seed, long rows, IProgress<double> progress, CancellationToken cancellationToken) =>
        SimulatedFile.Write(path, stream => Write(stream, strength, seed, rows, progress, cancellationToken));

    /// <summary>Writes a CSV with a header row.</summary>
    public static void Write(
        Stream stream, ConfoundingStrength strength, ulong seed, long rows, IProgress<double> progress, CancellationToken cancellationToken) =>
        SimulatedFile.Write(
            stream, Names, rows,
            (row, cells) =>
            {
                var (letter, mood) = Letter(strength, seed, row);
                TwinColumns.Write(letter, cells.AsSpan(0, TwinColumns.Names.Count));
                cells[^1] = mood.ToString("0.###", CultureInfo.InvariantCulture);
            },
            progress, cancellationToken);
}
