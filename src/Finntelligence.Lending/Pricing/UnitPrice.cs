namespace Finntelligence.Lending.Pricing;

/// <summary>
/// The price of a loan of 1 at some months and rate. Prices are proportional to the amount but for the operating cost, so this
/// prices every amount; all code that prices a loan goes through <see cref="Times"/>, and so gives the same bits.
/// </summary>
/// <param name="Installment">Level monthly installment.</param>
/// <param name="TotalInterest">Sum of installments minus 1.</param>
/// <param name="Margin">Present value of the installments at the cost of funds − 1; negative below the cost of funds.</param>
public readonly record struct UnitPrice(double Installment, double TotalInterest, double Margin)
{
    /// <summary>The price of a loan of an amount.</summary>
    public LoanPrice Times(double amount, double operatingCost) =>
        new(amount * Installment, amount * TotalInterest, MarginOf(amount, operatingCost));

    /// <summary>Its margin alone.</summary>
    public double MarginOf(double amount, double operatingCost) => amount * Margin - operatingCost;
}
