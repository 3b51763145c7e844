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
        _level = AnnuityFactor.Of(months - 1, monthlyRate);
        _final = Math.Exp(-months * SmallNumbers.Log1p(monthlyRate));
    }

    /// <summary>Present value of all payments − payout.</summary>
    public double MarginOf(in Repayments repayments) =>
        (double)repayments.Installment * _level + (double)repayments.FinalInstallment * _final - (double)(repayments.PaidOut - repayments.PaidFirst);
}
