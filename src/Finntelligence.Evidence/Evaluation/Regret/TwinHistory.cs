using Finntelligence.Histories.Simulation;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Products.Csv;

namespace Finntelligence.Evidence.Evaluation.Regret;

/// <summary>The twin at any size, read as any history is.</summary>
/// <param name="Acceptance">Rows of the acceptance model.</param>
/// <param name="Risk">Rows of the risk model.</param>
/// <param name="Clients">Held out: as the engine and as the market see them.</param>
internal sealed record TwinHistory(TrainingRows Acceptance, TrainingRows Risk, (Applicant Applicant, IBehaviour Client)[] Clients)
{
    /// <summary>Held-out clients.</summary>
    public const int ClientCount = 2000;

    /// <summary>Draws it. Row n does not depend on how many there are, so a smaller history is a part of a greater one.</summary>
    public static TwinHistory Draw(ProductDefinition product, int rows, ulong seed, IProgress<double> progress, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("finntelligence-twin-");
        try
        {
            string history = Write(folder, "history.csv", seed, rows, progress, cancellation);
            // Another stream of the same market.
            string heldOut = Write(folder, "clients.csv", ~seed, ClientCount, progress, cancellation);
            return new TwinHistory(
                History.Read(product, ModelKind.Acceptance, history, cancellation), History.Read(product, ModelKind.Risk, history, cancellation),
                ReadClients(product, heldOut));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Write(DirectoryInfo folder, string name, ulong seed, int rows, IProgress<double> progress, CancellationToken cancellation)
    {
        string path = Path.Combine(folder.FullName, name);
        using var file = File.Create(path);
        TwinSimulation.Write(file, seed, rows, progress, cancellation);
        return path;
    }

    private static (Applicant, IBehaviour)[] ReadClients(ProductDefinition product, string path)
    {
        using var table = CsvTable.Open(path);
        var clients = new List<(Applicant, IBehaviour)>();
        while (table.Read())
        {
            var applicant = ApplicantReader.FromCsv(product, table, new Dictionary<string, int>());
            // A client that a request could not describe gets no offer from anyone.
            bool valid = Enumerable.Range(0, product.Applicant.Length).All(f => !product.Applicant[f].Required || !float.IsNaN(applicant.Values[f]));
            if (valid)
                clients.Add((applicant, new TwinBehaviour(MarketApplicant.OfRow(table.Text))));
        }
        return [.. clients];
    }
}
