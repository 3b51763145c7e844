namespace Finntelligence.Evidence.Evaluation.Confounding;

/// <summary>Mean true profits of one history's offers; the policies are those of <see cref="PolicyShares"/>.</summary>
/// <param name="Oracle">Of the best offers there are.</param>
/// <param name="OracleWithinTerms">Of the best offers within the terms of people alike.</param>
/// <param name="Naive">Of the engine with models of unweighted rows.</param>
/// <param name="Weighted">Of the engine with models of weighted rows.</param>
/// <param name="WithinRates">The same within the rates of people alike.</param>
/// <param name="Banded">The same within their rates and their terms.</param>
/// <param name="Usual">At the rates that the clients were offered, at the naive engine's amounts and terms.</param>
/// <param name="NaiveOutside">Share of the naive offers whose rate people alike were not offered.</param>
internal sealed record TrialProfits(
    double Oracle, double OracleWithinTerms, double Naive, double Weighted, double WithinRates, double Banded, double Usual, double NaiveOutside)
{
    /// <summary>Means over the clients.</summary>
    public static TrialProfits Of(IReadOnlyList<ClientOffers> offers)
    {
        double Mean(Func<ClientProfits, double> profit) => offers.Average(o => profit(o.Profits));
        return new TrialProfits(
            Mean(p => p.Oracle), Mean(p => p.OracleWithinTerms), Mean(p => p.Naive), Mean(p => p.Weighted), Mean(p => p.WithinRates), Mean(p => p.Banded),
            Mean(p => p.Usual), offers.Count(o => o.NaiveOutside) / Math.Max(1.0, offers.Count(o => o.NaiveRate is not null)));
    }
}
