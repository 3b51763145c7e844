using Finntelligence.Foundation.Faults;
using Finntelligence.Foundation.Output;
using Finntelligence.Histories.Records;
using Finntelligence.Modelling.Versions;
using Finntelligence.ModelOps.Files;

namespace Finntelligence.Portfolios.Frontier.Menus;

/// <summary>Searches one shard of a portfolio and writes its menus: the part of a frontier's work that many machines can share.</summary>
/// <param name="models">Know the offers.</param>
/// <param name="source">The applicants of the shard.</param>
/// <param name="lossGivenDefault">Share of a defaulted amount that counts as a loss; null for the product's, or all of it where that is 0.</param>
/// <param name="shard">Which shard of how many, from 1.</param>
public sealed class MenusJob(RegisteredModels models, RecordSource source, double? lossGivenDefault, (int Number, int Of) shard)
{
    /// <summary>Writes the file, whole or not at all, and beside it one of what is wrong with lines.</summary>
    /// <param name="path">Of the menus.</param>
    /// <param name="threads">How many blocks at a time; has no influence on the bytes.</param>
    /// <param name="length">Bytes of the source; null if nobody knows.</param>
    /// <param name="reporter">Is told how far it is.</param>
    /// <param name="cancellation">Ends it; no menus are written then.</param>
    public MenusOutcome Run(string path, int threads, long? length, IReporter reporter, CancellationToken cancellation)
    {
        if (shard.Number < 1 || shard.Number > shard.Of)
            throw new RequestFaultException($"there is no shard {shard.Number} of {shard.Of}.", where: "--shard");
        var loss = FrontierJob.LossOf(models.Product, lossGivenDefault);
        var faults = new PortfolioFaults(models.Product, source);
        var errors = $"{path}.errors.{faults.Extension}";
        var reader = new PortfolioReader(source.Parser, models.Explorer(), Resource.All(models.Product.Currency, loss));
        var headerLines = source.Reader.Lines;
        long applicants = 0, faulty = 0;
        AtomicFile.Write(path, file =>
        {
            var menus = new MenuWriter(file, new MenuHeader(
                MenuHeader.Name, MenuHeader.Current, models.Product.Name, models.Product.Sha256, models.Risk.Sha256, models.Acceptance.Sha256,
                models.Product.Currency, loss, shard.Number, shard.Of));
            faulty = faults.Write(errors, lines => reporter.Track("Searching", progress =>
                reader.Read(source.Reader, Keep, lines, faults.Writer, threads, length, progress, cancellation)));
            menus.Complete(headerLines, source.Reader.Lines, faulty);

            void Keep(IReadOnlyList<PortfolioApplicant> some)
            {
                applicants += some.Count;
                menus.Write(some);
            }
        });
        return new MenusOutcome(applicants, faulty, errors, new FileInfo(path).Length);
    }
}

/// <summary>What became of a shard.</summary>
/// <param name="Applicants">With a menu.</param>
/// <param name="Faulty">Lines with a fault.</param>
/// <param name="Errors">The file that says what is wrong with them.</param>
/// <param name="Bytes">Of the menus.</param>
public sealed record MenusOutcome(long Applicants, long Faulty, string Errors, long Bytes);
