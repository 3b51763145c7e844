namespace Finntelligence.Portfolios.Frontier;

/// <summary>What a portfolio has a limit of.</summary>
/// <param name="Name">In file names.</param>
/// <param name="Title">For people.</param>
/// <param name="Unit">For people.</param>
/// <param name="IsMinimum">Whether the limit is the least that is wanted, rather than the most that is allowed.</param>
/// <param name="Of">How much of it an offer takes, in expectation.</param>
/// <param name="In">How much of it a portfolio takes.</param>
/// <param name="Exactly">The same in the steps of <see cref="ExactTotals"/>.</param>
public sealed record Resource(
    string Name, string Title, string Unit, bool IsMinimum, OfferFigure Of, Func<Totals, double> In,
    Func<ExactTotals, Int128> Exactly)
{
    /// <summary>Expected number of loans: at least so many.</summary>
    public static Resource Loans { get; } = new(
        "loans", "Expected number of loans", "loans", IsMinimum: true, (in offer) => offer.Acceptance, totals => totals.Loans, totals => totals.Loans);

    /// <summary>Expected capital lent: at most so much.</summary>
    public static Resource Capital(string currency) => new(
        "capital", "Expected capital lent", currency, IsMinimum: false, (in offer) => offer.Capital, totals => totals.Capital, totals => totals.Capital);

    /// <summary>Expected losses: at most so much.</summary>
    /// <param name="currency">Of the product.</param>
    /// <param name="lossGivenDefault">Share of the amount of a defaulted loan that is lost.</param>
    public static Resource Losses(string currency, double lossGivenDefault) => new(
        "losses", "Expected losses", currency, IsMinimum: false, (in offer) => offer.Capital * offer.Default * lossGivenDefault,
        totals => totals.Losses, totals => totals.Losses);

    /// <summary>All of them, in the order of an applicant's hulls.</summary>
    /// <param name="currency">Of the product.</param>
    /// <param name="lossGivenDefault">Share of the amount of a defaulted loan that is lost.</param>
    public static IReadOnlyList<Resource> All(string currency, double lossGivenDefault) =>
        [Loans, Losses(currency, lossGivenDefault), Capital(currency)];
}

/// <summary>A figure of an offer. By reference: it is taken of every offer to every applicant.</summary>
/// <param name="offer">The offer.</param>
public delegate double OfferFigure(in PortfolioOffer offer);
