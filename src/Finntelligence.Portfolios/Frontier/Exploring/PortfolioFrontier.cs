using Finntelligence.Foundation.Faults;
using Finntelligence.Histories.Records;
using Finntelligence.Modelling.Versions;
using Finntelligence.Portfolios.Frontier.Menus;

namespace Finntelligence.Portfolios.Frontier.Exploring;

/// <summary>
/// The frontiers of a portfolio, for somebody who moves along them: the points are there, and everybody's offers at any of them can be
/// written. Holds each applicant's menu as bytes, no input and no file.
/// </summary>
public sealed class PortfolioFrontier
{
    private readonly MenuBlocks _menus;

    private PortfolioFrontier(MenuBlocks menus, FrontierRun run, long faulty, double lossGivenDefault)
    {
        _menus = menus;
        Frontiers = run.Frontiers;
        Unlimited = run.Chosen.Point;
        Faulty = faulty;
        LossGivenDefault = lossGivenDefault;
    }

    /// <summary>One for each resource, with the points between its ends.</summary>
    public IReadOnlyList<EfficientFrontier> Frontiers { get; }

    /// <summary>The greatest profit, where nothing is limited.</summary>
    public FrontierPoint Unlimited { get; }

    /// <summary>Applicants without a fault.</summary>
    public long Applicants => _menus.Applicants;

    /// <summary>Lines with one.</summary>
    public long Faulty { get; }

    /// <summary>The share of a defaulted amount that counts as a loss.</summary>
    public double LossGivenDefault { get; }

    /// <summary>Searches a portfolio. The figures are those of <see cref="FrontierJob"/>, to the last bit.</summary>
    /// <param name="models">Know the offers.</param>
    /// <param name="source">The applicants.</param>
    /// <param name="threads">How many blocks at a time; has no influence on the result.</param>
    /// <param name="length">Bytes of the source; null if nobody knows.</param>
    /// <param name="progress">Told the share done, in [0, 1], where the length is known.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="RequestFaultException">Nobody can be decided about.</exception>
    public static PortfolioFrontier Find(
        RegisteredModels models, RecordSource source, int threads, long? length, IProgress<double> progress, CancellationToken cancellation)
    {
        var loss = FrontierJob.LossOf(models.Product, asked: null);
        var resources = Resource.All(models.Product.Currency, loss);
        var menus = new MenuBlocks(resources.Count);
        var faulty = new PortfolioReader(source.Parser, models.Explorer(), resources).Read(
            source.Reader, menus.Add, Stream.Null, new PortfolioFaults(models.Product, source).Writer, threads, length, progress, cancellation);
        if (menus.Applicants == 0)
            throw new RequestFaultException("There is no applicant without a fault.");
        var run = FrontierRun.Of(menus, resources, Resource.Losses(models.Product.Currency, loss), asked: null, threads, cancellation);
        return new PortfolioFrontier(menus, run, faulty, loss);
    }

    /// <summary>Writes everybody's offer at a point as CSV, a row each, as the console's <c>frontier</c> does.</summary>
    /// <param name="stream">Takes it.</param>
    /// <param name="frontier">One of <see cref="Frontiers"/>.</param>
    /// <param name="point">One of its points.</param>
    public void WriteOffers(Stream stream, EfficientFrontier frontier, FrontierPoint point)
    {
        var hull = Frontiers.TakeWhile(f => f != frontier).Count();
        FrontierCsv.WriteOffers(stream, frontier.OffersAt(_menus, hull, point), frontier.Losses);
    }
}
