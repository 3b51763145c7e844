using Finntelligence.Foundation.Faults;
using Finntelligence.Foundation.Output;
using Finntelligence.Histories.Records;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Versions;

namespace Finntelligence.Portfolios.Frontier;

/// <summary>Reads a portfolio, finds its frontiers, and writes them to a folder.</summary>
/// <param name="models">Know the offers.</param>
/// <param name="source">The applicants.</param>
/// <param name="lossGivenDefault">Share of a defaulted amount that counts as a loss; null for the product's, or all of it where that is 0.</param>
/// <param name="folder">For the results.</param>
public sealed class FrontierJob(RegisteredModels models, RecordSource source, double? lossGivenDefault, string folder)
{
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
    public FrontierOutcome Run(
        FrontierLimit asked, string name, int threads, long? length, IReporter reporter, CancellationToken cancellation)
    {
        var currency = models.Product.Currency;
        var resources = Resource.All(currency, LossGivenDefault);
        var faults = new PortfolioFaults(models.Product, source);
        var errors = Path.Combine(folder, "errors." + faults.Extension);
        var reader = new PortfolioReader(source.Parser, models.Explorer(), resources);
        var applicants = new List<PortfolioApplicant>();
        var faulty = faults.Write(errors, file => reporter.Track("Searching", progress =>
            reader.Read(source.Reader, applicants.AddRange, file, faults.Writer, threads, length, progress, cancellation)));
        if (applicants.Count == 0)
            throw new RequestFaultException($"There is no applicant without a fault in {name}; see {errors}.");
        var menus = new MenuList(applicants);
        var run = FrontierRun.Of(menus, resources, Resource.Losses(currency, LossGivenDefault), asked.Asked(), threads, cancellation);
        FrontierFiles.Write(folder, menus, run, currency);
        return new FrontierOutcome(run, applicants.Count, faulty, LossGivenDefault);
    }

    /// <summary>The share of a defaulted amount that counts as a loss, where nothing else is asked for.</summary>
    internal static double LossOf(ProductDefinition product, double? asked) =>
        asked ?? (product.Economics.LossGivenDefault > 0 ? (double)product.Economics.LossGivenDefault : 1);
}

/// <summary>What was found of a portfolio.</summary>
/// <param name="Run">The frontiers.</param>
/// <param name="Applicants">Without a fault.</param>
/// <param name="Faulty">Lines with one.</param>
/// <param name="LossGivenDefault">The share of a defaulted amount that counted as a loss.</param>
public sealed record FrontierOutcome(FrontierRun Run, long Applicants, long Faulty, double LossGivenDefault);
