using Finntelligence.Histories.Simulation;
using Finntelligence.Histories.Simulation.Confounding;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Products.Csv;

namespace Finntelligence.Evidence.Evaluation.Confounding;

/// <summary>A history of the market whose prices follow risk, and people who were not in it. The file is deleted with this.</summary>
internal sealed class ConfoundedHistory : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("finntelligence-market-");

    public ConfoundedHistory(ConfoundingStrength strength, int rows, int clients, ulong seed, CancellationToken cancellation)
    {
        Path = Write("history.csv", strength, seed, rows, cancellation);
        // Another stream of the same market.
        Clients = Write("clients.csv", strength, ~seed, clients, cancellation);
    }

    /// <summary>The history.</summary>
    public string Path { get; }

    private string Clients { get; }

    /// <summary>The others, as a product and as the market see them, with the rate that each was offered.</summary>
    public ConfoundedClient[] ClientsOf(ProductDefinition product)
    {
        using var table = CsvTable.Open(Clients);
        var clients = new List<ConfoundedClient>();
        while (table.Read())
        {
            var applicant = ApplicantReader.FromCsv(product, table, new Dictionary<string, int>());
            // A client that a request could not describe gets no offer from anyone.
            if (Enumerable.Range(0, product.Applicant.Length).All(f => !product.Applicant[f].Required || !float.IsNaN(applicant.Values[f])))
            {
                clients.Add(new ConfoundedClient(
                    applicant, new ConfoundedMarket(MarketApplicant.OfRow(table.Text), table.Number(ConfoundedSimulation.MoodColumn)), table.Number("offer4"),
                    table.Number("lastamount")));
            }
        }

        return [.. clients];
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Write(string name, ConfoundingStrength strength, ulong seed, int rows, CancellationToken cancellation)
    {
        var path = System.IO.Path.Combine(_folder.FullName, name);
        ConfoundedSimulation.Write(path, strength, seed, rows, new Progress<double>(), cancellation);
        return path;
    }
}

/// <summary>Somebody who was not in the history.</summary>
/// <param name="Applicant">As the product knows him.</param>
/// <param name="Market">As he is.</param>
/// <param name="Rate">What he was offered.</param>
/// <param name="Amount">His last loan.</param>
internal sealed record ConfoundedClient(Applicant Applicant, ConfoundedMarket Market, double Rate, double Amount);
