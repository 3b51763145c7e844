namespace Finntelligence.Portfolios.Frontier;

/// <summary>What a portfolio comes to, in expectation.</summary>
/// <param name="Profit">Expected.</param>
/// <param name="Loans">Expected number.</param>
/// <param name="Losses">Expected.</param>
/// <param name="Capital">Expected.</param>
/// <param name="Offered">Applicants with an offer.</param>
public readonly record struct Totals(double Profit, double Loans, double Losses, double Capital, int Offered)
{
    /// <summary>Of one applicant.</summary>
    public static Totals Of(in PortfolioOffer offer, Resource losses) =>
        new(offer.Profit, offer.Acceptance, losses.Of(offer), offer.Capital, offer.IsOffer ? 1 : 0);

    public static Totals operator +(in Totals a, in Totals b) =>
        new(a.Profit + b.Profit, a.Loans + b.Loans, a.Losses + b.Losses, a.Capital + b.Capital, a.Offered + b.Offered);

    public static Totals operator -(in Totals a, in Totals b) =>
        new(a.Profit - b.Profit, a.Loans - b.Loans, a.Losses - b.Losses, a.Capital - b.Capital, a.Offered - b.Offered);
}
