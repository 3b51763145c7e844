namespace Finntelligence.Lending.Pricing;

/// <summary>Present values at the cost of funds.</summary>
internal readonly struct FundsDiscount
{
    private readonly double _level;
    private readonly double _final;

    /// <param name="months">Number of installments.</param>
    /// <param name="monthlyRate">As a fraction.</param>
    public FundsDiscount(int months, double monthlyRate)
    {
        // What is lost of a payment of 1 with every installment but the last, and with the last: nothing where funds cost nothing.
        _level = months - 1 - AnnuityFactor.Of(months - 1, monthlyRate);
        _final = -SmallNumbers.Expm1(-months * SmallNumbers.Log1p(monthlyRate));
    }

    /// <summary>Present value of all payments − payout: what is earned in all, exact to the cent, less what waiting for it costs.</summary>
    public double MarginOf(in Repayments repayments) => (double)repayments.TotalCost
        - ((double)repayments.Installment * _level + (double)repayments.FinalInstallment * _final);
}
