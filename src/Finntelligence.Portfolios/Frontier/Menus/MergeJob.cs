using Finntelligence.Foundation.Faults;

namespace Finntelligence.Portfolios.Frontier.Menus;

/// <summary>Finds the frontiers of a portfolio from the menus of its shards: the same files as one run over all of it writes.</summary>
/// <param name="menus">Of all shards.</param>
/// <param name="folder">For the results.</param>
public sealed class MergeJob(MenuSet menus, string folder)
{
    /// <summary>Does it.</summary>
    /// <param name="asked">What the chosen portfolio must keep.</param>
    /// <param name="threads">How many shards at a time; has no influence on the result.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="RequestFaultException">Nobody can be decided about, or no portfolio is within the limit.</exception>
    /// <exception cref="DataFaultException">A file is damaged.</exception>
    public FrontierOutcome Run(FrontierLimit asked, int threads, CancellationToken cancellation)
    {
        if (menus.Applicants == 0)
            throw new RequestFaultException("There is no applicant without a fault in these shards.");
        var losses = Resource.Losses(menus.Header.Currency, menus.Header.LossGivenDefault);
        var run = FrontierRun.Of(menus, menus.Resources, losses, asked.Asked(), threads, cancellation);
        FrontierFiles.Write(folder, menus, run, menus.Header.Currency);
        return new FrontierOutcome(run, menus.Applicants, menus.Faulty, menus.Header.LossGivenDefault);
    }
}
