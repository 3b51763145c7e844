namespace Finntelligence.Portfolios.Frontier;

/// <summary>What a portfolio comes to, in expectation.</summary>
/// <param name="Profit">Expected.</param>
/// <param name="Loans">Expected number.</param>
/// <param name="Losses">Expected.</param>
/// <param name="Capital">Expected.</param>
/// <param name="Offered">Applicants with an offer.</param>
public readonly record struct Totals(double Profit, double Loans, double Losses, double Capital, long Offered);
