using System.Text;
using Finntelligence.Foundation.Faults;
using Finntelligence.Foundation.Output;
using Finntelligence.Histories.Records;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Versions;
using Finntelligence.ModelOps.Files;
using Finntelligence.Portfolios.Scoring.Answers;

namespace Finntelligence.Portfolios.Frontier;

/// <summary>Reads a portfolio, finds its frontiers, and writes them to a folder.</summary>
/// <param name="models">Know the offers.</param>
/// <param name="source">The applicants.</param>
/// <param name="lossGivenDefault">Share of a defaulted amount that counts as a loss; null for the product's, or all of it where that is 0.</param>
/// <param name="folder">For the results.</param>
public sealed class FrontierJob(RegisteredModels models, RecordSource source, double? lossGivenDefault, string folder)
{
    private readonly Resource _losses = Resource.Losses(models.Product.Currency, LossOf(models.Product, lossGivenDefault));
    private readonly Resource _capital = Resource.Capital(models.Product.Currency);

    /// <summary>The share of a defaulted amount that counts as a loss.</summary>
    public double LossGivenDefault { get; } = LossOf(models.Product, lossGivenDefault);

    /// <summary>Does it.</summary>
    /// <param name="asked">What the chosen portfolio must keep.</param>
    /// <param name="name">The source, for a person.</param>
    /// <param name="threads">How many blocks at a time; has no influence on the result.</param>
    /// <param name="length">Bytes of the source; null if nobody knows.</param>
    /// <param name="reporter">Is told how far it is.</param>
    /// <param name="cancellation">Ends it; nothing is written then but what is wrong with lines.</param>
    /// <returns>The frontiers, and how many applicants and lines with faults there were.</returns>
    /// <exception cref="RequestFaultException">Nobody can be decided about, or no portfolio is within the limit.</exception>
    public (FrontierRun Run, int Applicants, long Faulty) Run(
        FrontierLimit asked, string name, int threads, long? length, IReporter reporter, CancellationToken cancellation)
    {
        Resource[] resources = [Resource.Loans, _losses, _capital];
        string errors = Path.Combine(folder, source.Reader.Format == ScoreFormat.Csv ? "errors.csv" : "errors.ndjson");
        var (applicants, faulty) = Read(resources, errors, threads, length, reporter, cancellation);
        if (applicants.Count == 0)
            throw new RequestFaultException($"There is no applicant without a fault in {name}; see {errors}.");
        (Resource, double)? limit = asked switch
        {
            { Losses: { } most } => (_losses, most),
            { Loans: { } least } => (Resource.Loans, least),
            { Capital: { } most } => (_capital, most),
            _ => null,
        };
        var run = FrontierRun.Of(applicants, resources, _losses, limit);
        Write(applicants, run);
        return (run, applicants.Count, faulty);
    }

    private static double LossOf(ProductDefinition product, double? asked) =>
        asked ?? (product.Economics.LossGivenDefault > 0 ? (double)product.Economics.LossGivenDefault : 1);

    private (List<PortfolioApplicant> Applicants, long Faulty) Read(
        Resource[] resources, string errors, int threads, long? length, IReporter reporter, CancellationToken cancellation)
    {
        Func<IAnswerWriter> writer = source.Reader.Format == ScoreFormat.Csv
            ? () => new CsvAnswers(source.Named, header: true)
            : () => new NdjsonAnswers(models.Product);
        var reader = new PortfolioReader(source.Parser, models.Explorer(), resources);
        (List<PortfolioApplicant>, long) result = default;
        AtomicFile.Write(errors, file =>
        {
            file.Write(Encoding.UTF8.GetBytes(writer().FaultHeader));
            result = reporter.Track("Searching", progress => reader.Read(source.Reader, file, writer, threads, length, progress, cancellation));
        });
        return result;
    }

    private void Write(IReadOnlyList<PortfolioApplicant> applicants, FrontierRun run)
    {
        var losses = run.Chosen.Frontier.Losses;
        foreach (var (frontier, points) in run.Frontiers)
            AtomicFile.WriteAllText(Path.Combine(folder, $"frontier-{frontier.Resource.Name}.csv"), FrontierCsv.Of(points));
        AtomicFile.WriteAllText(Path.Combine(folder, "offers.csv"), FrontierCsv.Of(applicants, run.Offers, losses));
        AtomicFile.WriteAllText(Path.Combine(folder, "chosen.csv"), FrontierCsv.Of([run.Chosen.Point]));
        AtomicFile.WriteAllText(Path.Combine(folder, "frontier.svg"), FrontierChart.Of(
            $"Efficient frontiers of {Figures.Count(applicants.Count)} applicants",
            models.Product.Currency,
            [.. run.Frontiers.Select(f => new FrontierChart.Panel(f.Frontier.Resource, f.Points, run.Chosen.Point))]));
    }
}

/// <summary>What a chosen portfolio must keep; at most one of them, none for the unlimited optimum.</summary>
/// <param name="Losses">Expected losses, at most.</param>
/// <param name="Loans">Expected loans, at least.</param>
/// <param name="Capital">Expected capital lent, at most.</param>
public sealed record FrontierLimit(double? Losses, double? Loans, double? Capital);
