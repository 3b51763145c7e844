namespace Finntelligence.Lending.Pricing;

/// <summary>What the search needs to know of one loan, in the product's currency.</summary>
/// <param name="Installment">Every installment but the last.</param>
/// <param name="GreatestInstallment">The greatest of all installments, the last included.</param>
/// <param name="Margin">
/// Present value of the scheduled payments at the cost of funds − payout − operating cost; a fee paid at the payout is income. May be
/// negative.
/// </param>
/// <param name="Exposure">What is owed at default in expectation, given a default.</param>
public readonly record struct LoanPrice(double Installment, double GreatestInstallment, double Margin, double Exposure);
