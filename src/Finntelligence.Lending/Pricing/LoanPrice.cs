namespace Finntelligence.Lending.Pricing;

/// <summary>What one loan brings if it is repaid as scheduled, in the product's currency.</summary>
/// <param name="Installment">Level monthly installment, not rounded.</param>
/// <param name="TotalInterest">Sum of installments minus the amount.</param>
/// <param name="Margin">Present value of the installments at the cost of funds − amount − operating cost. May be negative.</param>
public readonly record struct LoanPrice(double Installment, double TotalInterest, double Margin);
